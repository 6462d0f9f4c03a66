namespace NetBatch.TextFsm.Patterns;

/// <summary>The inline flags that a text pattern may set.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,
    IgnoreCase = 1,
    MultiLine = 2,
    DotAll = 4,
    Verbose = 8,
    Ascii = 16,
    Unicode = 32,
}
