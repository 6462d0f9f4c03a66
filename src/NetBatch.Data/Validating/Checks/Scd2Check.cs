using NetBatch.Data.Comparing;

namespace NetBatch.Data.Validating.Checks;

internal sealed class Scd2Check : RowCheck
{
    public override string Name => "dimension.scd2";

    public override string Help =>
        "Versions of a slowly changing dimension (type 2) that overlap, leave a gap, end before they begin, or are wrongly called current.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Key("The columns of the business key."),
        new("validFrom", WorkOptionType.Text, "From when a version holds.", Default: "\"valid_from\""),
        new("validTo", WorkOptionType.Text, "From when it no longer holds; NULL: it still does.", Default: "\"valid_to\""),
        new("current", WorkOptionType.Text, "The column that tells the current version; without it none is looked at."),
        new("openEnd", WorkOptionType.Text, "A day that stands for no end, such as 9999-12-31."),
        new("allowGaps", WorkOptionType.Switch, "Whether there may be time between two versions.", Default: "false"),
        new("allowEnded", WorkOptionType.Switch, "Whether a key's last version may have ended.", Default: "false"),
    ];

    protected override string Noun => "versions";

    protected override string Wrong => "are out of order";

    public override IEnumerable<string> Problems(System.Text.Json.JsonElement args, bool hasSource)
    {
        if (args.TryGetProperty("openEnd", out var open) && !IsoTime.TryRead(open.GetString(), out _))
        {
            yield return $"'openEnd' is '{open.GetString()}', which is no day or time in ISO form.";
        }
    }

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var side = run.Target;
        var key = run.Texts("key");
        var from = run.Column(run.Text("validFrom") ?? "valid_from");
        var to = run.Column(run.Text("validTo") ?? "valid_to");
        var current = run.Text("current") is { } name ? run.Column(name) : null;
        string[] flag = current is null ? [] : [current.Name];
        var shown = Shown(run, [.. key, from.Name, to.Name, .. flag]);
        // As texts in ISO form, whose order is that of time.
        var end = side.Sql.Moment(side.Quote(to.Name), to.Type);
        var broken = $"CASE WHEN {side.Quote(to.Name)} IS NOT NULL AND {end} IS NULL THEN 1 ELSE 0 END";
        if (run.Text("openEnd") is { } open && IsoTime.TryRead(open, out var day))
        {
            end = $"NULLIF({end}, {side.Sql.Limit(day)})";
        }

        if (side.Sql.HasInfiniteTimes)
        {
            end = $"NULLIF({end}, {side.Sql.Limit(Cell.Date(long.MaxValue))})";
        }

        var begin = side.Sql.Moment(side.Quote(from.Name), from.Type);
        var versions = $"SELECT {shown}, {begin} AS nb_from, {end} AS nb_to, LEAD({begin}) OVER (PARTITION BY "
            + $"{string.Join(", ", key.Select(run.Quoted))} ORDER BY {begin}) AS nb_next, {broken} AS nb_broken"
            + (current is null ? "" : $", {side.Sql.Flag(side.Quote(current.Name))} AS nb_current")
            + $" FROM {run.From()}";
        List<string> cases =
        [
            "WHEN nb_broken = 1 THEN 'has an end that is no day or time'",
            "WHEN nb_from IS NULL THEN 'has no beginning'",
            "WHEN nb_to <= nb_from THEN 'ends before it begins'",
            "WHEN nb_to IS NULL AND nb_next IS NOT NULL THEN 'has no end although another follows'",
            "WHEN nb_to > nb_next THEN 'overlaps the next'",
        ];
        if (!run.Flag("allowGaps"))
        {
            cases.Add("WHEN nb_to < nb_next THEN 'leaves a gap before the next'");
        }

        if (!run.Flag("allowEnded"))
        {
            cases.Add("WHEN nb_to IS NOT NULL AND nb_next IS NULL THEN 'is the last and has ended'");
        }

        if (current is not null)
        {
            cases.Add("WHEN nb_to IS NULL AND COALESCE(nb_current, 0) <> 1 THEN 'holds and is not called current'");
            cases.Add("WHEN nb_to IS NOT NULL AND COALESCE(nb_current, 0) = 1 THEN 'has ended and is called current'");
        }

        var judged = $"SELECT {shown}, {side.Sql.Shown("nb_next")} AS next_from, CASE {string.Join(' ', cases)} END AS problem FROM ("
            + $"{versions}) versions";
        return Task.FromResult(new Finding($"SELECT * FROM ({judged}) judged WHERE problem IS NOT NULL"));
    }
}
