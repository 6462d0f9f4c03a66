namespace NetBatch.Reporting.Tests;

public sealed class JobPictureTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_RunningJob_HasBarsDevicesFailuresAndKeys()
    {
        var lines = JobPicture.Lines(Status(inFlight: 2), Failures(1), true, 100, 24).Select(line => line.Text).ToArray();
        lines[0].ShouldBe("nightly  batch_00000001  Running");
        lines[1].ShouldBe("Job   [" + new string('#', 15) + new string('.', 15) + "]  50%  10 of 20  1:00 elapsed, about 0:59 left");
        lines[2].ShouldStartWith("Batch [" + new string('#', 6) + new string('.', 24) + "]  20%  Batch 2 of 2, devices 11-20");
        lines.ShouldContain("  r1                       Connecting     0:05");
        lines.ShouldContain("  bad1                     ConnectTimeout: no\\x1b[2J answer");
        lines.ShouldContain(line => line.StartsWith("Batch   1  1-10         Completed", StringComparison.Ordinal));
        lines[^1].ShouldBe("d: hide devices   q: stop watching");
    }

    [Fact]
    public void Lines_DetailsHidden_ShowNoDevice()
    {
        var lines = JobPicture.Lines(Status(inFlight: 2), Failures(3), false, 100, 24);
        lines.ShouldAllBe(line => !line.Text.Contains("r1 ") && !line.Text.Contains("bad"));
        lines[^1].Text.ShouldBe("d: show devices   q: stop watching");
    }

    [Theory]
    [InlineData(100, 100, 24)]
    [InlineData(3, 100, 12)]
    [InlineData(100, 0, 8)]
    [InlineData(0, 100, 8)]
    public void Lines_MoreThanTheTerminalHolds_AreCutAndCounted(int inFlight, int failures, int height)
    {
        var lines = JobPicture.Lines(Status(inFlight), Failures(failures), true, 40, height);
        lines.Count.ShouldBeLessThanOrEqualTo(height);
        lines.ShouldAllBe(line => line.Text.Length <= 40);
        lines.Count(line => line.Text.EndsWith(" more", StringComparison.Ordinal)).ShouldBeInRange(1, 2);
    }

    private static TargetRun[] Failures(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new TargetRun
        {
            JobId = "batch_00000001", Number = number, Target = new Target { Name = $"bad{number}" }, State = TargetState.ConnectionFailed,
            Error = new RunError(ErrorCode.ConnectTimeout, "no\e[2J answer"),
        }),
    ];

    private static JobStatus Status(int inFlight) => new()
    {
        Id = "batch_00000001",
        Job = new BatchJob { Id = "batch_00000001", Name = "nightly", Kind = "command", State = JobState.Running, TotalTargets = 20,
            Counts = new TargetCounts { Completed = 9, ConnectionFailed = 1, InFlight = 2, Pending = 8 } },
        At = Noon,
        Percent = 50,
        CurrentBatch = 2,
        Position = "Batch 2 of 2, devices 11-20",
        Batches =
        [
            new BatchStatus { JobId = "batch_00000001", Number = 1, First = 1, Size = 10, State = BatchState.Completed },
            new BatchStatus { JobId = "batch_00000001", Number = 2, First = 11, Size = 10, State = BatchState.Running,
                Counts = new TargetCounts { Completed = 2, InFlight = 2, Pending = 6 } },
        ],
        Targets = [.. Enumerable.Range(1, inFlight)
            .Select(number => new TargetRun { JobId = "batch_00000001", Number = number, Target = new Target { Name = $"r{number}" },
                State = TargetState.Connecting, StartedAt = Noon.AddSeconds(-5) })],
        Elapsed = TimeSpan.FromMinutes(1),
        TimeLeft = TimeSpan.FromSeconds(59),
    };
}
