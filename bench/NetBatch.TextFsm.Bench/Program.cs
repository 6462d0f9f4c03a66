using NetBatch.TextFsm;
using NetBatch.TextFsm.Bench;

// check FIXTURES TEMPLATES [TIMES] | check FILE.jsonl | routes [LINES] | peer [LINES]
switch (args)
{
    case ["check", var fixtures, var templates]:
        return Report(CollectionCheck.Run(fixtures, templates));
    case ["check", var fixtures, var templates, var times]:
        // Again in the same process: what is left once the runtime has warmed up.
        foreach (var _ in Enumerable.Range(1, int.Parse(times)))
        {
            Report(CollectionCheck.Run(fixtures, templates));
        }

        return 0;
    case ["check", var vectors]:
        return Report(VectorCheck.Run(vectors));
    case ["routes"]:
        RouteTable.Run(1_000_000);
        return 0;
    case ["routes", var lines]:
        RouteTable.Run(int.Parse(lines));
        return 0;
    case ["peer"]:
        return RoutePeer.Run(200_000);
    case ["peer", var lines]:
        return RoutePeer.Run(int.Parse(lines));
    default:
        Console.Error.WriteLine("check FIXTURES TEMPLATES [TIMES] | check FILE.jsonl | routes [LINES] | peer [LINES]");
        return 2;
}

static int Report(CheckReport report)
{
    report.Write(Console.Out);
    return report.Succeeded ? 0 : 1;
}
