namespace NetBatch.Data.Validating.Checks;

internal sealed class BusinessKeyCheck : KeyCheck
{
    public override string Name => "dimension.business-key";

    public override string Help =>
        "Rows of a dimension whose business key is missing or stands in another row, too; a history is limited to its current rows by "
            + "where.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Key("The columns of the business key."),
        Options.Where with { Help = "A condition in SQL; for a dimension with history the one for current rows." },
    ];

    protected override IReadOnlyList<string> KeyOf(CheckRun run) => run.Texts("key");

    protected override bool NullIsWrong => true;
}
