using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace NetBatch.Data.Metadata;

/// <summary>Facts as YAML and back: what a pipeline takes as a snapshot.</summary>
public static class MetadataYaml
{
    /// <summary>Writes facts as YAML.</summary>
    public static string Write(DatabaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new SerializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance)
            .ConfigureDefaultValuesHandling(
                DefaultValuesHandling.OmitNull | DefaultValuesHandling.OmitEmptyCollections | DefaultValuesHandling.OmitDefaults)
            .DisableAliases().Build().Serialize(SnapshotForm.Of(facts));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none, with line and column.</exception>
    public static DatabaseFacts Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var form = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
                .Deserialize<SnapshotForm?>(text);
            return form?.Facts()
                ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The snapshot is empty.",
                    "Make one with Start-BatchMetadataExtraction (netbatch metadata).");
        }
        catch (YamlException wrong)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The snapshot has a mistake at line {wrong.Start.Line}, column {wrong.Start.Column}: "
                    + $"{wrong.InnerException?.Message ?? wrong.Message}",
                "Make a new one with Start-BatchMetadataExtraction (netbatch metadata).",
                wrong);
        }
    }
}
