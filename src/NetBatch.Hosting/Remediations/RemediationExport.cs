using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using YamlDotNet.Serialization;

namespace NetBatch.Hosting;

/// <summary>Writes a fleet's report of changes to a file.</summary>
public static class RemediationExport
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it as JSON, CSV (lists with semicolons) or YAML, by the file's ending.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: another ending, or the file cannot be
    /// written.</exception>
    public static void Write(IReadOnlyList<RemediationChange> changes, string file)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(file);
        var text = Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".json" => JsonSerializer.Serialize(changes, Json) + "\n",
            ".csv" => Csv(changes),
            ".yaml" or ".yml" => new SerializerBuilder().Build().Serialize(changes.Select(one => new Dictionary<string, object>
            {
                ["line"] = one.Line, ["section"] = one.Section, ["device_count"] = one.DeviceCount, ["devices"] = one.Devices,
                ["tags"] = one.Tags,
            }).ToArray()),
            var other => throw new NetBatchException(ErrorCode.InvalidArgument,
                $"'{file}' ends in '{other}', which is no form of the report.", "Use .json, .csv, .yaml or .yml."),
        };
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The file '{file}' cannot be written: {problem.Message}",
                inner: problem);
        }
    }

    private static string Csv(IReadOnlyList<RemediationChange> changes)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteHeader(["Line", "Section", "DeviceCount", "Devices", "Tags"]);
            foreach (var one in changes)
            {
                csv.WriteField(one.Line);
                csv.WriteField(one.Section);
                csv.WriteField(one.DeviceCount.ToString(CultureInfo.InvariantCulture));
                csv.WriteField(string.Join(';', one.Devices));
                csv.WriteField(string.Join(';', one.Tags));
                csv.EndRecord();
            }
        }

        return text.ToString();
    }
}
