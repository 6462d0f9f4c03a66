using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>A level of a command line, known by its prompt.</summary>
/// <param name="Name">As the platform file calls it.</param>
/// <param name="Prompt">The whole prompt line; the group <c>host</c> is the device's own name, where the prompt shows it.</param>
/// <param name="Above">A line that must stand above the prompt line and belongs to it, or null.</param>
/// <param name="MaybeAbove">Lines that belong to the prompt where they stand above it, or null.</param>
/// <param name="Privileged">Whether commands that need privilege work here.</param>
/// <param name="Config">Whether it is config mode.</param>
/// <param name="OnLogin">What is sent where the login ends in this mode, to reach the real command line, or null.</param>
public sealed record PlatformMode(
    string Name,
    Regex Prompt,
    Regex? Above,
    Regex? MaybeAbove,
    bool Privileged,
    bool Config,
    string? OnLogin);
