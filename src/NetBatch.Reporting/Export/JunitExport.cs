using System.Globalization;
using System.Text;
using System.Xml;

namespace NetBatch;

/// <summary>
/// A suite for each job and a case for each device, in the form that build servers read (the schema of Jenkins' xunit
/// plugin, junit-10.xsd): failures are steps that failed, errors are devices that were not reached, what was not worked
/// on is skipped.
/// </summary>
internal static class JunitExport
{
    private static readonly XmlWriterSettings Settings = new() { Async = true, Indent = true, Encoding = new UTF8Encoding(false),
        NewLineChars = "\n" };

    public static async Task WriteAsync(ExportSource source, Stream stream, CancellationToken cancellationToken)
    {
        var xml = XmlWriter.Create(stream, Settings);
        await using var closing = xml.ConfigureAwait(false);
        await xml.WriteStartDocumentAsync().ConfigureAwait(false);
        xml.WriteStartElement("testsuites");
        foreach (var job in source.Jobs)
        {
            var checks = job.Kind == "pipeline" ? await ExportedCheck.ReadAsync(source, job, cancellationToken).ConfigureAwait(false) : [];
            xml.WriteStartElement("testsuite");
            Text(xml, "name", job.Name);
            Text(xml, "id", job.Id);
            await CountsAsync(xml, source, job, checks, cancellationToken).ConfigureAwait(false);
            Text(xml, "time", Seconds(job.EndedAt - job.StartedAt));
            Text(xml, "timestamp", (job.StartedAt ?? job.CreatedAt).UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
            await foreach (var device in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
            {
                ExportedCheck[] own = [.. checks.Where(check => check.Number == device.Number)];
                await (own.Length == 0 ? CaseAsync(xml, source, job, device, cancellationToken)
                    : JunitChecks.WriteAsync(xml, source, device, own, cancellationToken)).ConfigureAwait(false);
            }

            await xml.WriteEndElementAsync().ConfigureAwait(false);
            await xml.FlushAsync().ConfigureAwait(false);
        }

        await xml.WriteEndDocumentAsync().ConfigureAwait(false);
    }

    /// <summary>A check is a case; so is a device, and a pipeline that came to no check.</summary>
    private static async Task CountsAsync(XmlWriter xml, ExportSource source, BatchJob job, IReadOnlyList<ExportedCheck> checks,
        CancellationToken cancellationToken)
    {
        if (checks.Count == 0)
        {
            Number(xml, "tests", job.TotalTargets);
            Number(xml, "failures", job.Counts.Failed + job.Counts.OutcomeUnknown);
            Number(xml, "errors", job.Counts.ConnectionFailed);
            Number(xml, "skipped", job.TotalTargets - job.Counts.Completed - job.Counts.Failures);
            return;
        }

        var told = checks.Select(check => check.Number).ToHashSet();
        var (failed, errors, skipped, others) = (0, 0, 0, 0);
        await foreach (var device in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
        {
            if (!told.Contains(device.Number))
            {
                others++;
                failed += device.State is TargetState.Failed or TargetState.OutcomeUnknown ? 1 : 0;
                errors += device.State == TargetState.ConnectionFailed ? 1 : 0;
                skipped += device.State is TargetState.Completed or TargetState.Failed or TargetState.OutcomeUnknown
                    or TargetState.ConnectionFailed ? 0 : 1;
            }
        }

        Number(xml, "tests", checks.Count + others);
        Number(xml, "failures", failed + checks.Count(check => check.Outcome == "Fail"));
        Number(xml, "errors", errors + checks.Count(check => check.Outcome == "Error"));
        Number(xml, "skipped", skipped + checks.Count(check => check.Outcome == "Skipped"));
    }

    private static async Task CaseAsync(XmlWriter xml, ExportSource source, BatchJob job, BatchOperation device,
        CancellationToken cancellationToken)
    {
        xml.WriteStartElement("testcase");
        Text(xml, "name", device.Name);
        Text(xml, "classname", job.Name);
        Text(xml, "time", Seconds(device.Duration));
        var (code, message) = (device.Error?.Code.ToString() ?? device.State.ToString(),
            device.Error?.Message ?? $"It ended as {device.State}.");
        switch (device.State)
        {
            case TargetState.Completed:
                break;
            case TargetState.Failed or TargetState.OutcomeUnknown:
                Verdict(xml, "failure", code, message, device.Error?.Remedy);
                break;
            case TargetState.ConnectionFailed:
                Verdict(xml, "error", code, message, device.Error?.Remedy);
                break;
            default:
                xml.WriteStartElement("skipped");
                Text(xml, "message", device.State.ToString());
                xml.WriteEndElement();
                break;
        }

        xml.WriteStartElement("system-out");
        await foreach (var result in source.ResultsAsync(device, cancellationToken).ConfigureAwait(false))
        {
            xml.WriteString(Legal($"{device.Name}# {result.Command}\n{result.Output}\n"));
        }

        await xml.WriteEndElementAsync().ConfigureAwait(false);
        await xml.WriteEndElementAsync().ConfigureAwait(false);
    }

    internal static void Verdict(XmlWriter xml, string element, string code, string message, string? remedy)
    {
        xml.WriteStartElement(element);
        Text(xml, "type", code);
        Text(xml, "message", message);
        if (remedy is not null)
        {
            xml.WriteString(Legal(remedy));
        }

        xml.WriteEndElement();
    }

    internal static void Text(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Legal(value));

    private static void Number(XmlWriter xml, string name, int value) => Text(xml, name, value.ToString(CultureInfo.InvariantCulture));

    private static string Seconds(TimeSpan? time) => (time ?? TimeSpan.Zero).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no way to write most control characters; they are made visible.</summary>
    internal static string Legal(string text)
    {
        var safe = SafeText.Of(text);
        for (var index = 0; index < safe.Length; index++)
        {
            if (char.IsSurrogate(safe[index]))
            {
                if (index + 1 == safe.Length || !char.IsSurrogatePair(safe[index], safe[index + 1]))
                {
                    // Half a character: what was cut off by a limit.
                    return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(safe));
                }

                index++;
            }
        }

        return safe;
    }
}
