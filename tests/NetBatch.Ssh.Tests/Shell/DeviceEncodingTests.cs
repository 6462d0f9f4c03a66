using System.Text;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Shell;

/// <summary>Texts reach the device byte for byte in its own encoding, or not at all, and come back as what they are.</summary>
public sealed class DeviceEncodingTests
{
    // Bytes by the tables of ISO 8859-1, Big5 and GB 18030.
    [Theory]
    [InlineData("latin1", "Zürich", "5AFC72696368")]
    [InlineData("big5", "中文", "A4A4A4E5")]
    [InlineData("gb18030", "中文", "D6D0CEC4")]
    [InlineData("windows-1252", "5 €", "352080")]
    [InlineData(null, "Zürich", "5AC3BC72696368")]
    public void RunAsync_DeviceWithAnEncoding_HearsAndSpeaksIt(string? encoding, string text, string bytes)
    {
        var raw = Convert.FromHexString(bytes);
        var heard = new List<byte>();
        var bench = new Bench((channel, _) => PlayAsync(channel, heard, raw), device: device => device with { Encoding = encoding });

        var (outcome, step) = bench.Command($"show {text}");

        outcome.Error.ShouldBeNull();
        heard.ShouldBe([.. "show "u8, .. raw]);
        step.Text.ShouldBe(text + "\r\n");
    }

    [Fact]
    public void ConfigureAsync_CharacterThatTheEncodingLacks_StopsTheChangeBeforeTheLine()
    {
        var ios = new FakeIos();
        var bench = new Bench((channel, _) => ios.PlayAsync(channel), kind: "config",
            args: """{"lines":["interface Vlan1"," description 中文"]}""", device: device => device with { Encoding = "latin1" });

        var error = Should.Throw<ConfigChangeException>(() =>
            Sim.Run(bench.Clock,
                () => new ConfigWork(bench.Connector, bench.Platforms, new ConfigChanger(bench.Platforms)).RunAsync(bench.Run, default)));

        error.Message.ShouldContain("iso-8859-1");
        ios.Config.ShouldNotContain(line => line.Contains("description", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("ibm037")]
    [InlineData("nonsense")]
    public void Of_NoEncodingOfACommandLine_IsRefused(string name) =>
        Should.Throw<NetBatchException>(() => DeviceEncoding.Of(name)).Message.ShouldContain(name);

    [Theory]
    [InlineData("42C3BC726F2050E963730D0A", "Büro Pécs\r\n")]
    [InlineData("A4A4A4E5", "¤¤¤å")]
    [InlineData("E6BCA2E5AD97", "漢字")]
    [InlineData("C3", "Ã")]
    public void Shown_BytesThatAreNoUtf8_AreLatin1AndNeverTheReplacementCharacter(string bytes, string text) =>
        DeviceEncoding.Shown.GetString(Convert.FromHexString(bytes)).ShouldBe(text);

    [Fact]
    public void Shown_AnyBytes_LoseNothing()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 12)];
            random.NextBytes(bytes);
            DeviceEncoding.Shown.GetString(bytes).ShouldNotContain('\uFFFD');
        }
    }

    private static async Task PlayAsync(FakeChannel channel, List<byte> heard, byte[] says)
    {
        await channel.SayAsync("\r\nr1#");
        while (await channel.LineAsync() is { } line)
        {
            // Each character of the played line is a byte.
            byte[] bytes = [.. line.Select(letter => (byte)letter)];
            await channel.SayAsync(bytes);
            await channel.SayAsync("\r\n");
            if (line.StartsWith("show ", StringComparison.Ordinal))
            {
                heard.AddRange(bytes);
                await channel.SayAsync((byte[])[.. says, .. "\r\n"u8]);
            }
            else if (line == "exit")
            {
                channel.Hang();
                return;
            }

            await channel.SayAsync("r1#");
        }
    }
}
