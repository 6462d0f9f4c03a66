namespace NetBatch.Engine.Tests.Running;

public sealed class ReportSequenceTests
{
    private readonly List<int> written = [];
    private readonly Dictionary<int, TaskCompletionSource> durable = [];
    private readonly ReportSequence reports;

    public ReportSequenceTests() => reports = new ReportSequence(report =>
    {
        written.Add(report.Report);
        durable[report.Report] = new TaskCompletionSource();
        return durable[report.Report].Task;
    });

    [Fact(Timeout = 10_000)]
    public async Task Take_RepeatedBeforeTheFirstIsDurable_IsAnsweredWithTheFirst()
    {
        var first = Take(1);
        var again = Take(1);

        again.IsCompleted.ShouldBeFalse();
        durable[1].SetResult();
        await first;
        await again;
        await Take(1);
        written.ShouldBe([1]);
    }

    [Fact(Timeout = 10_000)]
    public async Task Take_ALaterOneFirst_WritesBothInOrder()
    {
        var third = Take(3);
        var second = Take(2);
        var thirdAgain = Take(3);
        written.ShouldBeEmpty();

        _ = Take(1);

        written.ShouldBe([1, 2, 3]);
        third.IsCompleted.ShouldBeFalse();
        durable[3].SetResult();
        await third;
        await thirdAgain;
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact(Timeout = 10_000)]
    public async Task Take_TheWriteFails_FailsForEachRepetition()
    {
        var first = Take(1);
        durable[1].SetException(new NetBatchException(ErrorCode.LeaseLost, "lost"));

        await Should.ThrowAsync<NetBatchException>(first);
        await Should.ThrowAsync<NetBatchException>(Take(1));
    }

    private Task Take(int number) => reports.TakeAsync(new ChangeBegun(1, "set") { Number = 1, Attempt = 1, Report = number });
}
