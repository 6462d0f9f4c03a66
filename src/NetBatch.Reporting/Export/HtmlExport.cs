using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace NetBatch;

/// <summary>
/// A report for people: one file with style, script and charts in it, that asks nothing of the network. Its policy
/// (Content-Security-Policy) lets only its own script run, by hash, so that text of a device could not act even if it
/// came through unescaped.
/// </summary>
internal static class HtmlExport
{
    private const int Slowest = 10;

    /// <summary>Characters of one output that are shown; a browser is no place for a show tech.</summary>
    private const int MostOfOutput = 64 * 1024;

    /// <summary>Characters of all outputs in one file. Beyond it the report tells that it left some out.</summary>
    private const int MostOfAll = 16 * 1024 * 1024;

    public static async Task WriteAsync(ExportSource source, Stream stream, CancellationToken cancellationToken)
    {
        var html = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using var closing = html.ConfigureAwait(false);
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        var title = HtmlText.Of(source.Jobs.Count == 1 ? $"{source.Jobs[0].Name}: {source.Jobs[0].State}" : $"{source.Jobs.Count} jobs");
        html.WriteLine("<!DOCTYPE html>");
        html.WriteLine("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.WriteLine($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            + $"script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">");
        html.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.WriteLine($"<title>{title}</title>");
        html.WriteLine($"<style>{style}</style></head><body>");
        var room = MostOfAll;
        foreach (var job in source.Jobs)
        {
            room = await JobAsync(html, source, job, room, cancellationToken).ConfigureAwait(false);
        }

        html.WriteLine($"<footer>NetBatch, {HtmlText.At(source.Now)}. "
            + $"{(source.IncludesSecrets ? "Secrets are included." : "Secrets that were recognised are left out.")}"
            + $"{(room <= 0 ? " Some outputs are left out; the JSON and CSV exports hold all." : "")}</footer>");
        html.Write("<script>");
        html.Write(script);
        html.WriteLine("</script></body></html>");
    }

    private static async Task<int> JobAsync(StreamWriter html, ExportSource source, BatchJob job, int room,
        CancellationToken cancellationToken)
    {
        var batches = await source.BatchesAsync(job, cancellationToken).ConfigureAwait(false);
        var (slow, failures, durations) = await FiguresAsync(source, job, cancellationToken).ConfigureAwait(false);
        html.WriteLine($"<header><div><h1>{HtmlText.Of(job.Name)}</h1><p class=\"soft\">{job.Id}, {HtmlText.Of(job.Kind)}, made "
            + $"{HtmlText.At(job.CreatedAt)} by {HtmlText.Of(job.CreatedBy)}</p>"
            + $"{(job.Description is { } why ? $"<p>{HtmlText.Of(why)}</p>" : "")}"
            + $"{(job.Message is { } message ? $"<p>{HtmlText.Of(message)}</p>" : "")}</div><button class=\"theme\" type=\"button\" "
            + $"hidden>Light or dark</button></header>");
        await HtmlChecks.WriteAsync(html, source, job, cancellationToken).ConfigureAwait(false);
        var noun = TargetNoun.Of(job.Kind);
        Tiles(html, job, noun, durations);
        html.WriteLine("<div class=\"charts\">");
        html.Write(HtmlCharts.Card("Batches over time", HtmlCharts.Batches(batches, noun, source.Now), "No batch has started."));
        html.Write(HtmlCharts.Card($"{TargetNoun.Title(job.Kind)}s by state", HtmlCharts.States(job.Counts, noun), $"No {noun}."));
        html.Write(HtmlCharts.Card($"Slowest {noun}s", HtmlCharts.Bars(slow, "bar", $"Slowest {noun}s"), $"No {noun} has ended."));
        html.Write(HtmlCharts.Card("Failures by code", HtmlCharts.Bars(failures, "bad", "Failures by code"), "No failure."));
        html.WriteLine("</div>");
        Head(html, job.Kind);
        await foreach (var device in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
        {
            room = await DeviceAsync(html, source, job.Kind, device, room, cancellationToken).ConfigureAwait(false);
        }

        html.WriteLine("</table></div></section>");
        return room;
    }

    private static void Tiles(StreamWriter html, BatchJob job, string noun, TimeSpread durations)
    {
        html.WriteLine("<ul class=\"tiles\">");
        (string Value, string Name)[] tiles =
        [
            (job.State.ToString(), "state"), ($"{job.Counts.Completed} of {job.TotalTargets}", $"{noun}s completed"),
            ($"{job.Counts.Failures}", "failed"),
            ($"{job.TotalBatches}", $"batches, size {HtmlText.Of(job.BatchSize)}"),
            (HtmlText.Time(job.EndedAt - job.StartedAt) is { Length: > 0 } time ? time : "-", "from start to end"),
            (durations.Count == 0 ? "-" : HtmlText.Time(durations.P50),
                durations.Count == 0 ? $"per {noun}" : $"per {noun} (p95 {HtmlText.Time(durations.P95)})"),
        ];
        foreach (var (value, name) in tiles)
        {
            html.WriteLine($"<li><b>{value}</b><span class=\"soft\">{name}</span></li>");
        }

        html.WriteLine("</ul>");
    }

    private static void Head(StreamWriter html, string kind)
    {
        html.WriteLine($"<section class=\"targets\" data-noun=\"{TargetNoun.Of(kind)}\"><div class=\"tools\" hidden><input "
            + $"type=\"search\" placeholder=\"Search {TargetNoun.Of(kind)}s, errors, outputs\" aria-label=\"Search\">");
        html.Write("<select aria-label=\"State\"><option value=\"\">All states</option>");
        foreach (var state in Enum.GetNames<TargetState>())
        {
            html.Write($"<option>{state}</option>");
        }

        html.WriteLine("</select><span class=\"shown soft\"></span></div><div class=\"wide\"><table><thead><tr>");
        foreach (var (name, style) in Columns(kind))
        {
            html.Write($"<th scope=\"col\"{style}><button type=\"button\">{name}</button></th>");
        }

        html.WriteLine("</tr></thead>");
    }

    private static (string Name, string Style)[] Columns(string kind) =>
    [
        ("#", " class=\"n\""), (TargetNoun.Title(kind), ""), ("Address", ""), ("Batch", " class=\"n\""), ("State", ""),
        ("Attempts", " class=\"n\""), ("Connect s", " class=\"n\""), ("Time s", " class=\"n\""), ("Error", ""),
    ];

    private static async Task<int> DeviceAsync(StreamWriter html, ExportSource source, string kind, BatchOperation device, int room,
        CancellationToken cancellationToken)
    {
        var outputs = new StringBuilder();
        if (room > 0)
        {
            await foreach (var result in source.ResultsAsync(device, cancellationToken).ConfigureAwait(false))
            {
                var text = result.Output ?? "";
                var cut = Math.Min(text.Length, Math.Min(MostOfOutput, Math.Max(room, 0)));
                room -= cut;
                outputs.Append($"<b>{HtmlText.Of(result.Command)}</b> <span class=\"soft\">{HtmlText.Seconds(result.Duration)} s"
                    + $"{(result.Error is { } error ? $", {HtmlText.Of(error.ToString())}" : "")}"
                    + $"{(result.Warning is { } warning ? $", {HtmlText.Of(warning)}" : "")}</span>");
                outputs.Append($"<pre>{HtmlText.Of(text[..cut])}"
                    + $"{(cut < text.Length ? $"\n[cut after {cut} of {text.Length} characters]" : "")}</pre>");
            }
        }

        var name = HtmlText.Of(device.Name);
        html.Write($"<tbody data-state=\"{device.State}\"><tr>{Number("#", $"{device.Number}")}");
        html.Write(outputs.Length > 0
            ? $"<td data-name=\"{TargetNoun.Title(kind)}\" data-key=\"{name}\"><button class=\"open\" type=\"button\" "
                + $"aria-expanded=\"false\">{name}</button></td>" : $"<td data-name=\"{TargetNoun.Title(kind)}\">{name}</td>");
        html.Write($"<td data-name=\"Address\">{HtmlText.Of(device.Endpoint ?? "")}</td>{Number("Batch", $"{device.Batch}")}");
        html.Write($"<td data-name=\"State\"><span class=\"s {HtmlText.Class(device.State)}\">{device.State}</span></td>"
            + $"{Number("Attempts", $"{device.Attempts}")}");
        html.Write($"{Number("Connect s", HtmlText.Seconds(device.ConnectTime))}{Number("Time s", HtmlText.Seconds(device.Duration))}");
        html.Write($"<td data-name=\"Error\" class=\"e\">{HtmlText.Of(device.Error?.ToString() ?? "")}</td></tr>");
        if (outputs.Length > 0)
        {
            html.Write($"<tr class=\"more\" hidden><td colspan=\"{Columns(kind).Length}\">{outputs}</td></tr>");
        }

        html.WriteLine("</tbody>");
        return room;
    }

    private static string Number(string name, string value) => $"<td data-name=\"{name}\" class=\"n\">{value}</td>";

    /// <summary>What the charts need of the devices, in one pass.</summary>
    private static async Task<(List<(string, double, string)> Slow, List<(string, double, string)> Failures,
        TimeSpread Durations)> FiguresAsync(
        ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        var slow = new PriorityQueue<string, TimeSpan>();
        var failures = new Dictionary<string, int>();
        List<int> durations = [];
        await foreach (var device in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
        {
            if (device.Duration is { } took && (device.State == TargetState.Completed || device.State.IsFailure()))
            {
                durations.Add((int)Math.Min(took.TotalMilliseconds, int.MaxValue));
                slow.Enqueue(device.Name, took);
                if (slow.Count > Slowest)
                {
                    slow.Dequeue();
                }
            }

            if (device.State != TargetState.Completed && device.Error is { } error)
            {
                failures[error.Code.ToString()] = failures.GetValueOrDefault(error.Code.ToString()) + 1;
            }
        }

        return (
            [.. slow.UnorderedItems.OrderByDescending(one => one.Priority)
                .Select(one => (one.Element, one.Priority.TotalSeconds, HtmlText.Time(one.Priority)))],
            [.. failures.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => (one.Key, (double)one.Value, $"{one.Value}"))],
            MeasureBuilder.Spread(durations));
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"NetBatch.Export.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
