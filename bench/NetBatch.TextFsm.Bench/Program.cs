using NetBatch.TextFsm;
using NetBatch.TextFsm.Bench;

// check FIXTURES TEMPLATES | check FILE.jsonl | routes [LINES]
switch (args)
{
    case ["check", var fixtures, var templates]:
        return Report(CollectionCheck.Run(fixtures, templates));
    case ["check", var vectors]:
        return Report(VectorCheck.Run(vectors));
    case ["routes"]:
        RouteTable.Run(1_000_000);
        return 0;
    case ["routes", var lines]:
        RouteTable.Run(int.Parse(lines));
        return 0;
    default:
        Console.Error.WriteLine("check FIXTURES TEMPLATES | check FILE.jsonl | routes [LINES]");
        return 2;
}

static int Report(CheckReport report)
{
    report.Write(Console.Out);
    return report.Succeeded ? 0 : 1;
}
