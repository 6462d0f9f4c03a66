namespace NetBatch.Platforms;

/// <summary>Where a text of a platform comes from.</summary>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Ours">Whether it comes with NetBatch. Expressions of others run in time linear to the text, whatever they
/// are; that kind costs a millisecond each to make, which our own files need not pay at every start.</param>
internal sealed record SourceFile(string Name, bool Ours)
{
    /// <summary>Takes the path of every member that a reader asks for; null: nobody wants to know.</summary>
    public ISet<string>? Asked { get; init; }
}
