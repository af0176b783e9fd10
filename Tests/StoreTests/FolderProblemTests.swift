import Foundation
import Testing

@testable import Store

/// What is wrong with a folder, for whoever only asks.
@Suite("A folder that could not be used")
final class FolderProblemTests {
  private let folder: (path: String, url: URL)

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = (url.path, url)
  }

  deinit { try? FileManager.default.removeItem(at: folder.url) }

  private func problem(of path: String) -> StoreFailure? {
    QueueFolder.problem(of: path, stores: ["traces"], cipher: nil)
  }

  @Test("One that is there, and one that can be made")
  func usable() throws {
    #expect(problem(of: folder.path) == nil)
    #expect(problem(of: folder.path + "/new") == nil)
    #expect(problem(of: folder.path + "/new/") == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/new"), "nothing is changed")
  }

  @Test("One whose parent is missing, and a file")
  func unusable() throws {
    #expect(problem(of: folder.path + "/a/b") == .system(SystemError("access", ENOENT)))
    let file = folder.path + "/file"
    try Data().write(to: URL(fileURLWithPath: file))
    #expect(problem(of: file) != nil)
    #expect(problem(of: file + "/queue") != nil)
  }

  @Test("One that another process has is no problem: it may be this program's next start")
  func inUse() throws {
    let used = try QueueFolder(folder.path, stores: ["traces"], cipher: nil)
    #expect(problem(of: folder.path) == nil)
    used.unlock()
  }

  @Test("One of a newer version")
  func newer() throws {
    try Data("traceveil queue\nversion 9\nkey none\n".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/format"))
    #expect(problem(of: folder.path) == .newerVersion(9))
  }
}
