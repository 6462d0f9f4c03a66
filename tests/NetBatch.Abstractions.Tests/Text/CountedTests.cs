namespace NetBatch.Abstractions.Tests;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "target", "0 targets")]
    [InlineData(1, "target", "1 target")]
    [InlineData(1_000, "job", "1000 jobs")]
    [InlineData(1, "batch", "1 batch")]
    [InlineData(2, "batch", "2 batches")]
    public void Of_Number_NamesOneOrMany(long number, string one, string text) => Counted.Of(number, one).ShouldBe(text);
}
