using System.Diagnostics;

namespace NetBatch.Text.Tests.Processes;

public sealed class ProcessTableTests
{
    [Theory]
    [InlineData("7 (a) b) S 5 6 4 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 1", false)]
    [InlineData("7 (dead) Z 5 6 4 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 1", true)]
    [InlineData("7 () X 5 6 4 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 1", true)]
    public void Parse_NameWithBlanksAndBrackets_ReadsTheFieldsBehindIt(string stat, bool ended) =>
        ProcessEntry.Parse(7, stat).ShouldBe(new ProcessEntry(7, 5, 6, 4, 987654, ended));

    [Fact]
    public void Parse_CutOff_IsNoProcess() => ProcessEntry.Parse(7, "7 (a) S 5 6").ShouldBeNull();

    [Fact]
    public void Lives_OneThatEnded_DoesNotWhetherCollectedOrNot()
    {
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", "read x"]) { RedirectStandardInput = true })!;
        var started = ProcessTable.StartOf(child.Id).ShouldNotBeNull();
        ProcessTable.Lives(child.Id, started).ShouldBeTrue();
        ProcessTable.Lives(child.Id, started - 1).ShouldBeFalse("another process of the same id");
        ProcessTable.Depth(child.Id, Environment.ProcessId, 2).ShouldBe(1);
        ProcessTable.All().ShouldContain(entry => entry.Id == child.Id && entry.ParentId == Environment.ProcessId);

        child.StandardInput.Close();
        child.WaitForExit(10_000).ShouldBeTrue();

        ProcessTable.Lives(child.Id, started).ShouldBeFalse();
        ProcessTable.StartOf(child.Id).ShouldBeNull();
    }
}
