using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>Judges configs feature by feature. May be used by several threads.</summary>
public sealed class ComplianceChecker
{
    private readonly ConfigTools desk;
    private readonly IReadOnlyList<ComplianceFeature> features;

    /// <summary>Reads the features.</summary>
    /// <param name="desk">The platforms.</param>
    /// <param name="files">Files of features, in YAML or JSON.</param>
    /// <exception cref="NetBatchException">A file cannot be read, or a feature is wrong; it names file and line.</exception>
    public ComplianceChecker(ConfigTools desk, IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        this.desk = desk;
        features = [.. files.SelectMany(file => ConfigText.Read(file) is var read ? ComplianceFeature.Read(read.Source!, read.Text) : [])];
    }

    /// <summary>How a device's running config stands to the intended one, in each feature.</summary>
    /// <param name="device">Whose they are; null: not said.</param>
    /// <param name="platform">Name or alias of the platform.</param>
    /// <param name="running">The running config.</param>
    /// <param name="intended">The intended config.</param>
    /// <exception cref="NetBatchException">A text is malformed; it names text and line.</exception>
    public IReadOnlyList<FeatureCompliance> Check(string? device, string platform, ConfigText running, ConfigText intended)
    {
        var (have, wanted) = (desk.Parse(running, platform), desk.Parse(intended, platform));
        return [.. features.Select(feature => FeatureCheck.Of(feature, have, wanted)).Select(check => new FeatureCompliance
        {
            Device = device,
            Platform = have.Platform.Name,
            Feature = check.Feature.Name,
            Compliant = check.IsCompliant,
            Ordered = check.Feature.Ordered,
            InOrder = check.InOrder,
            Missing = check.Missing,
            Extra = check.Extra,
        })];
    }
}
