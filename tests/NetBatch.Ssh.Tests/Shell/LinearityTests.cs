using System.IO.Pipelines;
using System.Text;
using NetBatch.Platforms;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class LinearityTests
{
    [Theory]
    [InlineData(32 * 1024)]
    [InlineData(700)]
    public void WatchAsync_TenTimesTheOutput_LooksAtNoMoreThanTenTimesTheBytes(int chunk)
    {
        var small = Examined(200_000, chunk, out var smallOutput);
        var large = Examined(2_000_000, chunk, out var largeOutput);

        smallOutput.ShouldBe(200_000);
        largeOutput.ShouldBe(2_000_000);
        large.ShouldBeLessThan(11 * small);
        large.ShouldBeLessThan(5 * 2_000_000L);
    }

    [Fact]
    public void WatchAsync_OneLineOfMegabytes_IsLinearToo()
    {
        Examined(2_000_000, 1000, out var output, oneLine: true).ShouldBeLessThan(5 * 2_000_000L);

        output.ShouldBe(2_000_000);
    }

    private static long Examined(int bytes, int chunk, out long output, bool oneLine = false)
    {
        var clock = new FakeTime();
        var platform = PlatformCatalog.Load().Session("cisco_ios");
        var pipe = new Pipe(new PipeOptions(
            readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, resumeWriterThreshold: 0,
            useSynchronizationContext: false));
        using var screen = new OutputReader(pipe.Reader, clock);
        var prompts = new PromptMatcher(platform);
        var judge = new StepJudge(platform, prompts, new ShellTimings());
        var count = new Counter();
        var line = Encoding.ASCII.GetBytes("Gi0/1 is up, line protocol is up # with a description > of sorts" + (oneLine ? "--" : "\r\n"));
        var text = new byte[bytes];
        for (var i = 0; i < bytes; i++)
        {
            text[i] = line[i % line.Length];
        }

        text[^1] = (byte)'\n';
        Sim.Run(clock, async () =>
        {
            var watch = screen.ExpectAsync(new ReadExpectation { Judge = judge.Judge, Silence = TimeSpan.FromSeconds(60), Output = count }, default)
                .AsTask();
            for (var at = 0; at < bytes; at += chunk)
            {
                await pipe.Writer.WriteAsync(text.AsMemory(at, Math.Min(chunk, bytes - at)));
            }

            await pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes("r1#"));
            var sight = await watch;
            sight.Kind.ShouldBe(ReadOutcomeKind.Prompt);
            await screen.FinishAsync(sight.Cut, default);
        });
        output = count.Bytes;
        return screen.Examined;
    }

    private sealed class Counter : IStepRecorder
    {
        public long Bytes { get; private set; }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
        {
            Bytes += output.Length;
            return default;
        }

        public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) => default;

        public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) => default;

        public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) => default;

        public ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default) => default;
    }
}
