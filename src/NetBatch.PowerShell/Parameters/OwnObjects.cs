using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Objects that cmdlets of ours have given: live, out of a file or another session, or with some of their properties.</summary>
internal static class OwnObjects
{
    private const string Ours = "NetBatch.";

    // What Export-Clixml and jobs, Select-Object, and Import-Csv of a file with type information put before a type's name.
    private static readonly string[] Prefixes = ["Deserialized.", "Selected.", "CSV:"];

    /// <summary>
    /// The name of the target that such an object is about: a result, an operation, a record of a test; where a file has lost the type, its
    /// job's id tells it. Null for targets themselves, which are read whole, and for what is none of ours.
    /// </summary>
    /// <param name="given">The object.</param>
    /// <param name="target">The type of the targets themselves.</param>
    public static string? TargetName(PSObject given, Type target)
    {
        var type = given.TypeNames.Select(Bare).FirstOrDefault(name => name.StartsWith(Ours, StringComparison.Ordinal));
        var about = type is null ? Text(given, "JobId") is not null && Text(given, "Address") is null : type != target.FullName;
        return about ? Text(given, "Device") ?? Text(given, "Name") : null;
    }

    private static string Bare(string name)
    {
        while (Array.Find(Prefixes, one => name.StartsWith(one, StringComparison.Ordinal)) is { } prefix)
        {
            name = name[prefix.Length..];
        }

        return name;
    }

    private static string? Text(PSObject given, string name) =>
        InputItems.Value(given.Properties[name])?.ToString() is { Length: > 0 } text ? text : null;
}
