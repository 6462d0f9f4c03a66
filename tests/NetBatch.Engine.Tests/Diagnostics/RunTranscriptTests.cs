using System.Text;
using System.Text.Json;
using NetBatch.Testing;

namespace NetBatch.Engine.Tests.Diagnostics;

public sealed class RunTranscriptTests
{
    [Fact]
    public void Received_InPieces_IsToldByLinesAndTheRestBeforeWhatIsSentNext()
    {
        var transcript = Of(out var told);

        transcript.Received("Wel"u8);
        transcript.Received("come\r\nr1"u8);
        transcript.Received("#"u8);
        transcript.Sent("show clock\n");

        told.Select(line => (line.Kind, line.Text)).ShouldBe(
            [(TranscriptKind.Received, "Welcome\r\n"), (TranscriptKind.Received, "r1#"), (TranscriptKind.Sent, "show clock\n")]);
        transcript.Lines().ShouldBe(told);
    }

    [Fact]
    public void Received_LineWithoutAnEnd_CameWhenItsFirstByteDid()
    {
        var time = new FakeTime();
        var transcript = Of(out var told, time);
        var begin = time.GetUtcNow();

        time.Advance(TimeSpan.FromSeconds(1));
        transcript.Received("Welcome\r\nr1"u8);
        time.Advance(TimeSpan.FromSeconds(2));
        transcript.Received("#"u8);
        time.Advance(TimeSpan.FromSeconds(4));
        transcript.Sent("exit\n");

        told.Select(line => (line.Text, line.Since.TotalSeconds, (line.At - begin).TotalSeconds))
            .ShouldBe([("Welcome\r\n", 1, 1), ("r1#", 1, 1), ("exit\n", 7, 7)]);
    }

    [Fact]
    public void Received_SecretOfTheRunInTwoPieces_IsLeftOut()
    {
        var transcript = Of(out var told);
        transcript.Hide(new Secret("ann", "opensesame"));

        transcript.Received("you typed open"u8);
        transcript.Received("sesame\n"u8);
        transcript.Sent("echo opensesame\n");
        transcript.Note("It said 'opensesame'.");

        told.Count.ShouldBe(3);
        told.ShouldAllBe(line => !line.Text.Contains("sesame", StringComparison.Ordinal));
    }

    [Fact]
    public void Received_SecretByItsForm_IsLeftOut()
    {
        var transcript = Of(out var told);

        transcript.Received("username ann secret 9 $9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM\n"u8);

        told.ShouldHaveSingleItem().Text.ShouldNotContain("nhEmQVcz");
    }

    [Fact]
    public void Received_LetterCutInItsBytes_IsThatLetter()
    {
        var transcript = Of(out var told);
        var bytes = "Zürich#\n"u8.ToArray();

        foreach (var one in bytes)
        {
            transcript.Received([one]);
        }

        told.ShouldHaveSingleItem().Text.ShouldBe("Zürich#\n");
    }

    [Fact]
    public void Lines_MoreThanIsKept_KeepsBothEndsAndSaysWhatIsMissing()
    {
        var transcript = Of(out var told);
        var line = Encoding.UTF8.GetBytes(new string('x', 999) + "\n");
        for (var i = 0; i < 3000; i++)
        {
            transcript.Received(line);
        }

        transcript.Note("the end");

        var lines = transcript.Lines();
        told.Count.ShouldBe(3001);
        lines.Sum(one => one.Text.Length).ShouldBeLessThan(3 * RunTranscript.MostKept);
        lines[^1].Text.ShouldBe("the end");
        lines.Count(one => one.Kind == TranscriptKind.Note && one.Text.Contains("were not kept", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Listen_IsHeardOnlyUntilItIsDisposed()
    {
        var feed = new TranscriptFeed();
        var count = 0;
        using (feed.Listen(_ => count++))
        {
            feed.IsHeard.ShouldBeTrue();
            feed.Post(new TranscriptEntry { JobId = "batch_00000001", Device = "r1", Text = "a" });
        }

        feed.IsHeard.ShouldBeFalse();
        feed.Post(new TranscriptEntry { JobId = "batch_00000001", Device = "r1", Text = "b" });
        count.ShouldBe(1);
    }

    [Fact]
    public void ToString_TextOfADevice_SteersNoTerminal() =>
        new TranscriptEntry { JobId = "batch_00000001", Device = "r1", Kind = TranscriptKind.Received, Text = "a\u001b[2Jb\r\nr1#" }
            .ToString()
            .ShouldBe("    0.000 < a\\x1b[2Jb\n          < r1#");

    private static RunTranscript Of(out List<TranscriptEntry> told, TimeProvider? time = null)
    {
        List<TranscriptEntry> lines = [];
        told = lines;
        var order = new WorkOrder
        {
            JobId = "batch_00000001",
            Attempt = 1,
            Work = new WorkSpec("fake", 1, JsonDocument.Parse("{}").RootElement),
            Target = new Device { Name = "r1", Address = "192.0.2.1" },
        };
        return new RunTranscript(order, time ?? TimeProvider.System, lines.Add);
    }
}
