using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Objects that cmdlets of ours have given, live or out of a file or another session.</summary>
internal static class OwnObjects
{
    private const string Ours = "NetBatch.";
    private const string Deserialized = "Deserialized.";

    /// <summary>
    /// The name of the target that such an object is about: a result, an operation, a record of a test. Null for targets themselves, which
    /// are read whole, and for what is none of ours.
    /// </summary>
    /// <param name="given">The object.</param>
    /// <param name="target">The type of the targets themselves.</param>
    public static string? TargetName(PSObject given, Type target)
    {
        var type = given.TypeNames
            .Select(name => name.StartsWith(Deserialized, StringComparison.Ordinal) ? name[Deserialized.Length..] : name)
            .FirstOrDefault(name => name.StartsWith(Ours, StringComparison.Ordinal));
        return type is null || type == target.FullName ? null : Text(given, "Device") ?? Text(given, "Name");
    }

    private static string? Text(PSObject given, string name) =>
        given.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
