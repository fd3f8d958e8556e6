/// The commit that the program is built from.
public enum BuildCommit {
    /// `abc1234`, with `-dirty` behind it where the sources differ from the commit; empty where there is no git.
    // Not inlined: what imports it stays as it is when the commit changes.
    @inline(never)
    public static var name: String { commit }
}
