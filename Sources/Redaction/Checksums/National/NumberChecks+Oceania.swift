// Australia.
extension NumberChecks {
  /// Australian Business Number (ABR): one less in the first digit, weights 10 1 3 5 .. 19, a multiple of 89.
  static func australianBusiness(_ number: CompactNumber) -> Bool {
    let sum = weightedSum(number, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10
    return number.digit(0) != 0 && sum % 89 == 0
  }

  /// Australian Company Number (ASIC): weights 8 to 1, complement to ten.
  static func australianCompany(_ number: CompactNumber) -> Bool {
    (weightedSum(number, [8, 7, 6, 5, 4, 3, 2, 1]) + number.digit(8)) % 10 == 0 && !number.isUniform
  }

  /// Tax File Number (ATO): weights 1 4 3 7 5 8 6 9 10, a multiple of 11.
  static func australianTaxFile(_ number: CompactNumber) -> Bool {
    weightedSum(number, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 && !number.isUniform
  }

  /// Medicare card (Services Australia): begins with 2 to 6, weights 1 3 7 9, then the number of the issue.
  static func australianMedicare(_ number: CompactNumber) -> Bool {
    weightedSum(number, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == number.digit(8)
  }
}
