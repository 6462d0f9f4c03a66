namespace NetBatch.Testing;

/// <summary>A test of a lab's devices whose program is shown another time of day by libfaketime.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaketimeTheoryAttribute : TheoryAttribute
{
    public FaketimeTheoryAttribute() => Skip = SshdFactAttribute.Missing
        ?? (Library is null ? "libfaketime is not installed (apt-get install libfaketime)" : null);

    /// <summary>The library that goes before the C library, or null.</summary>
    public static string? Library => !OperatingSystem.IsLinux() ? null
        : Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
            .FirstOrDefault(File.Exists);
}
