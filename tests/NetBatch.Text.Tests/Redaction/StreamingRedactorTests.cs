using System.Text;

namespace NetBatch.Text.Tests.Redaction;

public sealed class StreamingRedactorTests
{
    private const string Text = """
        login as admin, correct horse battery
        enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEA04up8hoqzS1
        -----END RSA PRIVATE KEY-----
        snmp-server community orangutan RO
        correct horse battery
        """;

    [Fact]
    public void Take_CutAnywhere_GivesWhatTheWholeGives()
    {
        var whole = Redacted(Text.Length);
        whole.ShouldBe("""
            login as admin, <redacted>
            enable secret 5 <redacted>
            <redacted>
            snmp-server community <redacted> RO
            <redacted>
            """);

        for (var size = 1; size < Text.Length; size++)
        {
            Redacted(size).ShouldBe(whole, $"in pieces of {size}");
        }
    }

    [Fact]
    public void Take_LineWithoutAnEnd_IsNotKeptForEverAndShowsNoSecret()
    {
        var redactor = new StreamingRedactor("correct horse battery");
        var told = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            told.Append(redactor.Take(i % 2 == 0 ? "xxxx correct hor" : "se battery yyyy"));
        }

        told.Length.ShouldBeGreaterThan(StreamingRedactor.LongestLine);
        told.Append(redactor.End()).ToString().ShouldNotContain("horse");
    }

    private static string Redacted(int size)
    {
        var redactor = new StreamingRedactor("correct horse battery", "");
        var told = string.Concat(Text.Chunk(size).Select(piece => redactor.Take(new string(piece))).ToArray());
        return told + redactor.End();
    }
}
