using System.Text.Json;

namespace NetBatch.Cli.Options;

/// <summary>Values of a template's parameters as a command line gives them: <c>name=value</c>; the template converts the texts.</summary>
internal static class TemplateValues
{
    public static IReadOnlyDictionary<string, JsonElement> Read(IReadOnlyList<string> given)
    {
        List<(string Name, string Value)> pairs = [];
        foreach (var one in given)
        {
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"--parameter has '{one}'.", "Write name=value, such as vlan=20.");
            }

            pairs.Add((one[..equals].Trim(), one[(equals + 1)..]));
        }

        return pairs.GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(
            group => group.Key,
            group => group.Count() == 1 ? JsonSerializer.SerializeToElement(group.First().Value)
                : JsonSerializer.SerializeToElement(group.Select(pair => pair.Value)));
    }
}
