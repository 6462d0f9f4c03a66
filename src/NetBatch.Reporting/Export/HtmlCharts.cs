namespace NetBatch;

/// <summary>The report's charts: SVG that scales with the page, coloured by its style sheet, readable without colour.</summary>
internal static class HtmlCharts
{
    private const int Width = 560;
    private const int MostBatches = 400;

    /// <summary>A card with a chart, or a sentence where there is nothing to draw.</summary>
    public static string Card(string title, string? chart, string nothing) =>
        $"<section class=\"card\"><h2>{title}</h2>{chart ?? $"<p class=\"soft\">{nothing}</p>"}</section>\n";

    /// <summary>A bar for each batch from its start to its end.</summary>
    public static string? Batches(IReadOnlyList<BatchStatus> batches, string noun, DateTimeOffset now)
    {
        var begun = batches.Where(batch => batch.StartedAt is not null).ToArray();
        if (begun.Length == 0)
        {
            return null;
        }

        var from = begun.Min(batch => batch.StartedAt!.Value);
        var to = begun.Max(batch => batch.EndedAt ?? now);
        var span = Math.Max((to - from).TotalSeconds, 0.001);
        // Of very many only as many as can be told apart, evenly chosen.
        var step = ((begun.Length - 1) / MostBatches) + 1;
        var drawn = begun.Where((_, index) => index % step == 0).ToArray();
        var row = drawn.Length <= 12 ? 18.0 : Math.Max(2, 220.0 / drawn.Length);
        const int Left = 40;
        const int Plot = Width - Left - 8;
        var height = (drawn.Length * row) + 26;
        var svg = new System.Text.StringBuilder(
            $"<svg viewBox=\"0 0 {Width} {HtmlText.Number(height)}\" role=\"img\" aria-label=\"Batches over time\">");
        for (var tick = 0; tick <= 4; tick++)
        {
            var x = Left + (Plot * tick / 4.0);
            svg.Append($"<line class=\"grid\" x1=\"{HtmlText.Number(x)}\" x2=\"{HtmlText.Number(x)}\" y1=\"0\" y2=\""
                + $"{HtmlText.Number(height - 20)}\"/>");
            svg.Append($"<text x=\"{HtmlText.Number(x)}\" y=\"{HtmlText.Number(height - 5)}\" text-anchor=\""
                + $"{(tick == 0 ? "start" : tick == 4 ? "end" : "middle")}\">"
                + $"{HtmlText.Time(TimeSpan.FromSeconds(span * tick / 4))}</text>");
        }

        var everyLabel = (int)Math.Ceiling(14 / row);
        for (var index = 0; index < drawn.Length; index++)
        {
            var batch = drawn[index];
            var start = (batch.StartedAt!.Value - from).TotalSeconds / span * Plot;
            var length = Math.Max(2, ((batch.EndedAt ?? now) - batch.StartedAt.Value).TotalSeconds / span * Plot);
            var gap = row > 6 ? 2 : 0;
            svg.Append($"<rect class=\"{HtmlText.Class(batch.State)}\" rx=\"{(row > 6 ? 3 : 0)}\" x=\""
                + $"{HtmlText.Number(Left + Math.Min(start, Plot - 2))}\" y=\"{HtmlText.Number((index * row) + gap)}\" width=\""
                + $"{HtmlText.Number(length)}\" height=\"{HtmlText.Number(row - (2 * gap))}\"><title>Batch {batch.Number}, {noun}s "
                + $"{batch.First}-{batch.Last}: {batch.State}, {batch.Counts}, {HtmlText.Time(batch.Duration)}</title></rect>");
            if (index % everyLabel == 0)
            {
                svg.Append($"<text x=\"{Left - 6}\" y=\""
                    + $"{HtmlText.Number((index * row) + Math.Max(row / 2, 5) + 4)}\" text-anchor=\"end\">{batch.Number}</text>");
            }
        }

        svg.Append("</svg><ul class=\"legend\">");
        foreach (var state in begun.GroupBy(batch => batch.State).OrderBy(group => group.Key))
        {
            svg.Append(Key(HtmlText.Class(state.Key), $"{state.Key} <b>{state.Count()}</b>"));
        }

        return svg.Append("</ul>").ToString();
    }

    private static string Key(string style, string text) =>
        $"<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"{style}\" rx=\"2\" width=\"10\" height=\"10\"/></svg>"
            + $"{text}</li>";

    /// <summary>One bar that shows how the devices are shared among the states, with a legend that counts them.</summary>
    public static string? States(TargetCounts counts, string noun)
    {
        (string Name, string Class, int Count)[] all =
        [
            ("Completed", "good", counts.Completed), ("Failed", "bad", counts.Failed),
            ("Connection failed", "lost", counts.ConnectionFailed),
            ("Outcome unknown", "warn", counts.OutcomeUnknown), ("Interrupted", "warn", counts.Interrupted),
            ("In flight", "live", counts.InFlight),
            ("Skipped", "idle", counts.Skipped), ("Stopped", "idle", counts.Stopped), ("Pending", "idle", counts.Pending),
        ];
        var some = all.Where(one => one.Count > 0).ToArray();
        if (counts.Total == 0)
        {
            return null;
        }

        var svg = new System.Text.StringBuilder($"<svg viewBox=\"0 0 {Width} 36\" role=\"img\" aria-label=\"States of the {noun}s\">");
        var x = 0.0;
        // Two units of ground between the parts, and a little of each however few it stands for.
        var share = (Width - (some.Length * 6.0)) / counts.Total;
        foreach (var (name, style, count) in some)
        {
            var length = 4 + (count * share);
            svg.Append($"<rect class=\"{style}\" rx=\"3\" x=\"{HtmlText.Number(x)}\" y=\"4\" width=\""
                + $"{HtmlText.Number(length)}\" height=\"28\"><title>{name}: {count}</title></rect>");
            x += length + 2;
        }

        svg.Append("</svg><ul class=\"legend\">");
        foreach (var (name, style, count) in some)
        {
            svg.Append(Key(style,
                $"{name} <b>{count}</b> <span class=\"soft\">{HtmlText.Number(Math.Round(100.0 * count / counts.Total, 1))} %</span>"));
        }

        return svg.Append("</ul>").ToString();
    }

    /// <summary>Horizontal bars with their names on the left and their values at the end.</summary>
    public static string? Bars(IReadOnlyList<(string Name, double Value, string Shown)> bars, string style, string label)
    {
        if (bars.Count == 0)
        {
            return null;
        }

        const int Row = 22;
        const int Left = 170;
        const int Plot = Width - Left - 70;
        var most = Math.Max(bars.Max(bar => bar.Value), 1e-9);
        var svg = new System.Text.StringBuilder($"<svg viewBox=\"0 0 {Width} {bars.Count * Row}\" role=\"img\" aria-label=\"{label}\">");
        for (var index = 0; index < bars.Count; index++)
        {
            var (name, value, shown) = bars[index];
            var y = index * Row;
            var length = Math.Max(2, value / most * Plot);
            svg.Append($"<g><title>{HtmlText.Of(name)}: {shown}</title>");
            svg.Append($"<text x=\"{Left - 8}\" y=\"{y + 15}\" text-anchor=\"end\">{HtmlText.Of(Short(name))}</text>");
            svg.Append($"<rect class=\"{style}\" rx=\"3\" x=\"{Left}\" y=\"{y + 3}\" width=\"{HtmlText.Number(length)}\" height=\""
                + $"{Row - 6}\"/>");
            svg.Append($"<text class=\"v\" x=\"{HtmlText.Number(Left + length + 6)}\" y=\"{y + 15}\">{shown}</text></g>");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>A name as long as there is room for; the whole of it stands in the title.</summary>
    private static string Short(string name) => name.Length <= 24 ? name : string.Concat(name.AsSpan(0, 23), "\u2026");
}
