/// The folders of several destinations in that of a queue. Each is a queue's folder by itself, with a lock, a format, stores and
/// dead letters of its own.
package struct DestinationFolders: Sendable {
  package static let name = "destinations"

  package let path: String
  private let fileSystem: any FileSystem

  /// - Parameter directory: The directory of the queue.
  package init(in directory: String, fileSystem: any FileSystem = SystemFileSystem()) {
    path = "\(directory)/\(Self.name)"
    self.fileSystem = fileSystem
  }

  /// - Parameter destination: A name that can be that of a folder.
  package func path(of destination: String) -> String { "\(path)/\(destination)" }

  /// The names of the destinations that have a folder, from this run or earlier ones, in alphabetical order.
  package func names() throws(SystemError) -> [String] {
    do throws(SystemError) {
      return try fileSystem.names(in: path)
        .filter { (try? fileSystem.names(in: "\(path)/\($0)")) != nil }.sorted()
    } catch {
      if error.code == SystemFileSystem.notFound { return [] }
      throw error
    }
  }

  /// Makes the folder of all destinations if there is none.
  /// - Parameter directory: The directory of the queue, which exists.
  package func make(in directory: String) throws(StoreFailure) {
    do throws(SystemError) {
      try fileSystem.makeFolder(path)
      try fileSystem.syncFolder(directory)
    } catch {
      throw .system(error)
    }
  }

  /// Once each has been made: what is in them is to be found after a loss of power.
  package func sync() throws(StoreFailure) {
    do throws(SystemError) {
      try fileSystem.syncFolder(path)
    } catch {
      throw .system(error)
    }
  }
}
