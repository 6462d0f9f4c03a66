namespace NetBatch.Data.Validating.Checks;

internal sealed class CompositeKeyCheck : KeyCheck
{
    public override string Name => "dimension.composite-key";

    public override string Help => "Rows whose key of several columns is incomplete or stands in another row, too.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where,
        Options.Columns("The columns of the key, two or more.")];

    public override IEnumerable<string> Problems(System.Text.Json.JsonElement args, bool hasSource)
    {
        if (args.TryGetProperty("columns", out var columns) && columns.GetArrayLength() < 2)
        {
            yield return "A composite key has two columns or more; for one there is dimension.business-key.";
        }
    }

    protected override IReadOnlyList<string> KeyOf(CheckRun run) => run.Texts("columns");

    protected override bool NullIsWrong => true;
}
