namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>Jobs as they are stored, and templates of jobs.</summary>
internal static class JobSamples
{
    public static readonly IReadOnlyList<string> Specs = Prey.Files("tests/NetBatch.Abstractions.Tests/Golden", "spec-*.json");

    public static readonly IReadOnlyList<string> Templates =
    [
        """
        {"schema":1,"name":"ntp","jobName":"ntp {server}","description":"sets {server}","tags":["{server}"],
         "parameters":[{"name":"server","type":"Text","help":"an address"},{"name":"count","type":"WholeNumber","default":3}],
         "work":{"kind":"config","version":1,"args":{"lines":["ntp server {server}","ntp source {{x}}"]}},
         "targets":{"names":["r*"],"labels":{"site":"{server}"}},"rules":{"batchSize":"1,10%,100%","retryCount":1},"notify":["ops"]}
        """,
        """
        {"schema":1,"name":"s","cron":"*/5 2-4 * * mon","timeZone":"Europe/Berlin","template":"ntp","parameters":{"server":"10.0.0.1"},
         "missed":"All","mostMissed":3,"window":"Sat 22:00-04:00"}
        """,
    ];
}
