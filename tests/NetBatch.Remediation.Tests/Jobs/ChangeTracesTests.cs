using NetBatch.Remediation.Jobs;

namespace NetBatch.Remediation.Tests.Jobs;

public sealed class ChangeTracesTests
{
    private const string Before = "hostname r1\nntp server 192.0.2.1\ninterface Gi0/1\n description old\n shutdown\n";
    private const string After = "hostname r1\nntp server 192.0.2.2\ninterface Gi0/1\n description new\n no shutdown\n";

    [Theory]
    [InlineData(Before, 0)]
    [InlineData(After, 4)]
    [InlineData("hostname r1\nntp server 192.0.2.2\ninterface Gi0/1\n description old\n shutdown\n", 2)]
    [InlineData("hostname r1\nlogging host 192.0.2.9\nntp server 192.0.2.1\ninterface Gi0/1\n description old\n shutdown\n",
        0)] // Somebody else's line is none of ours.
    [InlineData("hostname r1\nlogging host 192.0.2.9\nntp server 192.0.2.2\ninterface Gi0/1\n description new\n no shutdown\n", 4)]
    public void In_AConfig_FindsTheLinesThatAreThere(string running, int there)
    {
        var (before, now) = (Given.Config("cisco_ios", Before), Given.Config("cisco_ios", running));
        var lines = Given.Config("cisco_ios",
            ConfigLines.Text(ConfigEngine.Remediation(before, Given.Config("cisco_ios", After)).Commands()));

        var traces = AppliedLines.In(now, before, lines);

        traces.There.Count.ShouldBe(there, string.Join('\n', traces.There));
        (traces.There.Count + traces.Missing.Count).ShouldBe(4, string.Join('\n', traces.Missing));
    }
}
