using System.Reflection;
using System.Runtime.Loader;

namespace NetBatch.Help;

/// <summary>A cmdlet as its attributes declare it.</summary>
internal sealed record CmdletInfo(string Verb, string Noun, Type Type, string DefaultSet, bool ShouldProcess, bool Paging,
    IReadOnlyList<string> Outputs, IReadOnlyList<ParameterInfo> Parameters)
{
    public string Name => $"{Verb}-{Noun}";
}

/// <summary>A parameter in one parameter set.</summary>
internal sealed record ParameterInfo(
    PropertyInfo Property, string Set, bool Mandatory, int? Position, bool FromPipeline, bool FromPropertyName,
    IReadOnlyList<string> Aliases, bool Globbing)
{
    public const string AllSets = "__AllParameterSets";

    public string Name => Property.Name;
}

/// <summary>
/// Reads cmdlets from their assembly. Attributes are read as data: the reference assembly of PowerShell that the cmdlets are
/// compiled against can be loaded, but nothing in it can run.
/// </summary>
internal static class CmdletReader
{
    public static IReadOnlyList<CmdletInfo> Read(string path)
    {
        var context = new BesideContext(Path.GetDirectoryName(path)!);
        return
        [
            .. context.LoadFromAssemblyPath(path).GetExportedTypes()
                .Select(type => (Type: type, Data: Find(type, "CmdletAttribute")))
                .Where(found => found.Data is not null && !found.Type.IsAbstract)
                .Select(found => Read(found.Type, found.Data!))
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }

    private static CmdletInfo Read(Type type, CustomAttributeData data) => new(
        (string)data.ConstructorArguments[0].Value!,
        (string)data.ConstructorArguments[1].Value!,
        type,
        Named(data, "DefaultParameterSetName") as string ?? ParameterInfo.AllSets,
        Named(data, "SupportsShouldProcess") is true,
        Named(data, "SupportsPaging") is true,
        [.. Outputs(type)],
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(Parameters)]);

    private static IEnumerable<string> Outputs(Type type) =>
        type.GetCustomAttributesData().Where(data => data.AttributeType.Name == "OutputTypeAttribute")
            .SelectMany(data => data.ConstructorArguments)
            .SelectMany(argument =>
                argument.Value is IEnumerable<CustomAttributeTypedArgument> list ? list.Select(one => one.Value) : [argument.Value])
            .Select(value => value is Type output ? output.FullName! : $"{value}");

    private static IEnumerable<ParameterInfo> Parameters(PropertyInfo property)
    {
        var aliases = property.GetCustomAttributesData().Where(data => data.AttributeType.Name == "AliasAttribute")
            .SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(one => (string)one.Value!).ToArray();
        var globbing = Find(property, "SupportsWildcardsAttribute") is not null;
        foreach (var data in property.GetCustomAttributesData().Where(data => data.AttributeType.Name == "ParameterAttribute"))
        {
            yield return new ParameterInfo(
                property,
                Named(data, "ParameterSetName") as string ?? ParameterInfo.AllSets,
                Named(data, "Mandatory") is true,
                Named(data, "Position") as int?,
                Named(data, "ValueFromPipeline") is true,
                Named(data, "ValueFromPipelineByPropertyName") is true,
                aliases,
                globbing);
        }
    }

    private static CustomAttributeData? Find(MemberInfo member, string name) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == name);

    private static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    /// <summary>Finds what stands beside the assembly, and PowerShell's reference assembly in the package folder.</summary>
    private sealed class BesideContext(string folder) : AssemblyLoadContext("help")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(path))
            {
                return LoadFromAssemblyPath(path);
            }

            return assemblyName.Name == "System.Management.Automation" && Reference() is { } reference ? LoadFromAssemblyPath(reference)
                : null;
        }

        private static string? Reference() =>
            Environment.GetEnvironmentVariable("NETBATCH_HELP_SMA") is { Length: > 0 } given && File.Exists(given) ? given : null;
    }
}
