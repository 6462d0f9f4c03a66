namespace NetBatch.Hosting.Tests.Support;

/// <summary>Every verb of the program with words that show something of a store, for tests that go over all of them.</summary>
internal static class Verbs
{
    /// <summary>J1 and J2 are two jobs, F1 and F2 files, OUT one that there is not yet; what has MARK in its name may not be there.</summary>
    public static readonly string[] Shown =
    [
        "jobs", "jobs --json", "jobs --chain J1", "status J1 --detailed", "status J1 --json", "watch J1", "results J1",
        "results J1 --group", "results J1 --json", "transcript J1",
        "operations", "operations --json", "events", "events --json", "stats", "compare J1 J2", "export OUT.csv J1",
        "clear --older-than 1d", "devices list",
        "devices list --json", "instances list", "providers list", "workflows list", "workflows show wfMARK", "projects list", "checks J1",
        "jobtemplate list",
        "jobtemplate show tMARK", "schedule list", "schedule runs", "notification list", "notification log J1", "templates", "platforms",
        "platforms check F1", "parse F1",
        "compare-capture J1 J2", "validators", "diff F1 F2 -p cisco_ios", "remediate show J1", "remediate report J1",
        "predict F1 F2 -p cisco_ios", "merge F1 F2 -p cisco_ios",
        "search F1 --contains x -p cisco_ios", "compliance F1 F2 --features F1 -p cisco_ios", "unused F1 -p cisco_ios",
        "trust list", "hostkeys list", "workers list", "workers list --json", "workers revoke missingMARK", "workers remove missingMARK",
        "worker run F1", "worker join --token MARK", "hub invite --site MARK --folder OUT", "backup history", "backup show r1MARK", "backup diff r1MARK",
        "resume J1", "retry batch_00000000", "stop J1", "pause J1",
        "remove missingMARK", "approve J1", "undo J1", "apply J1", "run x -d missingMARK", "config x -d missingMARK", "test -d r1MARK",
        "copy F1 flash:x -d missingMARK",
        "pipeline run F1", "validate pMARK", "workflow run wfMARK", "generate F1", "metadata iMARK", "compare-table iMARK iMARK",
        "lab status", "store set --max-sessions 0",
    ];

    /// <summary>Those that run until they are ended.</summary>
    public static readonly string[] Endless = ["serve"];
}
