using System.Globalization;
using System.Xml;

namespace NetBatch;

/// <summary>The checks of a pipeline as cases, each with its evidence.</summary>
internal static class JunitChecks
{
    public static async Task WriteAsync(XmlWriter xml, ExportSource source, BatchOperation pipeline, IReadOnlyList<ExportedCheck> checks,
        CancellationToken cancellationToken)
    {
        List<StepResult> results = [];
        await foreach (var result in source.ResultsAsync(pipeline, cancellationToken).ConfigureAwait(false))
        {
            results.Add(result);
        }

        foreach (var check in checks)
        {
            var output = results.Find(result => result.Command == check.Command)?.Output ?? "";
            xml.WriteStartElement("testcase");
            JunitExport.Text(xml, "name", check.Step);
            JunitExport.Text(xml, "classname", pipeline.Name);
            JunitExport.Text(xml, "time", check.Seconds.ToString("0.000", CultureInfo.InvariantCulture));
            switch (check.Outcome)
            {
                case "Fail":
                    JunitExport.Verdict(xml, "failure", "ValidationFailed", check.Summary, output);
                    break;
                case "Error":
                    JunitExport.Verdict(xml, "error", "WorkFailed", check.Summary, null);
                    break;
                case "Skipped":
                    xml.WriteStartElement("skipped");
                    JunitExport.Text(xml, "message", check.Summary);
                    await xml.WriteEndElementAsync().ConfigureAwait(false);
                    break;
            }

            xml.WriteStartElement("system-out");
            xml.WriteString(JunitExport.Legal(output));
            await xml.WriteEndElementAsync().ConfigureAwait(false);
            await xml.WriteEndElementAsync().ConfigureAwait(false);
        }
    }
}
