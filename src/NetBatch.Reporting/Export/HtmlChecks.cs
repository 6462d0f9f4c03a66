using System.Globalization;

namespace NetBatch;

/// <summary>The checks of a pipeline job for who signs: may I, how stands each table, and of each check its findings with the SQL that
/// shows them.</summary>
internal static class HtmlChecks
{
    /// <summary>Of more that did not pass each is opened by hand.</summary>
    private const int MostOpen = 5;

    public static async Task WriteAsync(StreamWriter html, ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        var checks = await ExportedCheck.ReadAsync(source, job, cancellationToken).ConfigureAwait(false);
        if (checks.Count == 0)
        {
            return;
        }

        var evidence = await CheckEvidence.ReadAsync(source, job, cancellationToken).ConfigureAwait(false);
        Dictionary<int, string> names = [];
        await foreach (var pipeline in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
        {
            names[pipeline.Number] = pipeline.Name;
        }

        var (maySign, sentence) = ExportedCheck.Decide(job, checks);
        html.WriteLine($"<section class=\"card sign {(maySign ? "yes" : "no")}\"><b>{HtmlText.Of(sentence)}</b>");
        html.WriteLine($"<span class=\"soft\">{ExportedCheck.Score(checks)}</span></section>");
        Summary(html, checks);
        html.WriteLine("<section class=\"checks\"><h2>Checks</h2>");
        var opened = checks.Count(check => check.Forbids) <= MostOpen;
        // What forbids to sign comes first; else the order of the pipelines.
        foreach (var check in checks.OrderBy(check => check.Forbids ? 0 : check.IsPass ? 2 : 1))
        {
            Check(html, check, names.GetValueOrDefault(check.Number, check.Pipeline), evidence, opened && check.Forbids);
        }

        html.WriteLine("</section>");
    }

    private static void Summary(StreamWriter html, IReadOnlyList<ExportedCheck> checks)
    {
        html.Write("<section class=\"card\"><h2>By table</h2><div class=\"wide\"><table class=\"rows\"><thead><tr><th "
            + "scope=\"col\">Table</th>");
        html.Write(string.Concat(
            ((string[])["Checks", "Passed", "Looked at", "Findings"]).Select(name => $"<th scope=\"col\" class=\"n\">{name}</th>")));
        html.WriteLine("</tr></thead><tbody>");
        var tables = checks.GroupBy(check => check.Table ?? "(no table)");
        foreach (var table in tables.OrderBy(table => table.Any(check => check.Forbids) ? 0 : 1)
            .ThenBy(table => table.Key, StringComparer.Ordinal))
        {
            var passed = table.Count(check => check.IsPass);
            var tone = table.Any(check => check.Forbids) ? "bad" : passed < table.Count() ? "warn" : "good";
            html.Write($"<tr><td data-name=\"Table\">{HtmlText.Of(table.Key)}</td>{Number("Checks", table.Count())}");
            html.Write($"<td data-name=\"Passed\" class=\"n\"><span class=\"s {tone}\">{passed}</span></td>");
            html.WriteLine($"{Number("Looked at", table.Max(check => check.Checked))}"
                + $"{Number("Findings", table.Sum(check => check.Findings))}</tr>");
        }

        html.WriteLine("</tbody></table></div></section>");
    }

    private static void Check(StreamWriter html, ExportedCheck check, string pipeline, CheckEvidence evidence, bool open)
    {
        var table = check.Table is { } name && !check.Step.Contains(name, StringComparison.Ordinal) ? $", {HtmlText.Of(name)}" : "";
        html.Write($"<details class=\"card check\"{(open ? " open" : "")}><summary><span class=\"s {Class(check)}\">"
            + $"{HtmlText.Of(check.Outcome)}</span>");
        html.WriteLine($" <b>{HtmlText.Of(check.Step)}</b> <span class=\"soft\">{HtmlText.Of(pipeline)}{table}</span></summary>");
        html.WriteLine($"<p>{HtmlText.Of(check.Summary)}</p>");
        var seconds = check.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
        html.Write($"<p class=\"soft\">{HtmlText.Of(check.Validator)}"
            + $"{(check.Source is { } other ? $", compared with {HtmlText.Of(other)}" : "")}");
        html.WriteLine($", {Count(check.Checked)} looked at in {seconds} s</p>");
        if (check.NotCompared.Length > 0)
        {
            html.WriteLine($"<p><b>Not compared:</b> {HtmlText.Of(check.NotCompared)}</p>");
        }

        if (check.Counts.Count > 0)
        {
            html.WriteLine($"<ul class=\"counts\">{string.Concat(check.Counts.Select(count => $"<li>{HtmlText.Of(count)}</li>"))}</ul>");
        }

        Rows(html, check, evidence);
        Sql(html, check.Sql);
        html.WriteLine("</details>");
    }

    private static void Rows(StreamWriter html, ExportedCheck check, CheckEvidence evidence)
    {
        var (columns, rows) = evidence.Of(check);
        if (rows.Count == 0)
        {
            return;
        }

        html.Write("<div class=\"wide\"><table class=\"rows\"><thead><tr>");
        html.Write(string.Concat(columns.Select(column => $"<th scope=\"col\">{HtmlText.Of(column)}</th>")));
        html.WriteLine("</tr></thead><tbody>");
        var isComparison = FindingText.IsComparison(columns);
        foreach (var row in rows)
        {
            html.WriteLine($"<tr>{string.Concat(row.Select((value, index) => Cell(columns[index], value, isComparison)))}</tr>");
        }

        html.WriteLine("</tbody></table></div>");
        if (rows.Count < check.Findings)
        {
            html.WriteLine($"<p class=\"soft\">The first of {Count(check.Findings)} findings: 'evidence' shows more, 'differences' "
                + $"writes all into a file.</p>");
        }
    }

    // The first line of each names its instance.
    private static void Sql(StreamWriter html, IReadOnlyList<string> statements)
    {
        foreach (var statement in statements)
        {
            var line = statement.IndexOf('\n', StringComparison.Ordinal);
            html.Write($"<div class=\"sql\"><span class=\"soft\">To look further, on "
                + $"{HtmlText.Of(statement[..line].TrimStart('-', ' '))}</span>");
            html.WriteLine($" <button class=\"copy\" type=\"button\" hidden>Copy</button><pre>"
                + $"{HtmlText.Of(statement[(line + 1)..].TrimEnd())}</pre></div>");
        }
    }

    private static string Class(ExportedCheck check) => check.Outcome switch
    {
        "Pass" => "good",
        "Warning" => "warn",
        "Skipped" => "idle",
        _ => "bad",
    };

    private static string Cell(string column, string? value, bool isComparison) =>
        $"<td data-name=\"{HtmlText.Of(column)}\">"
            + (FindingText.Of(value, isComparison) is { Length: > 0 } shown ? $"<code>{HtmlText.Of(shown)}</code></td>" : "</td>");

    private static string Number(string name, long value) => $"<td data-name=\"{name}\" class=\"n\">{Count(value)}</td>";

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
