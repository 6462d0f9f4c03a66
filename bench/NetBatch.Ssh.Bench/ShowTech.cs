using System.IO.Pipelines;
using System.Text;

namespace NetBatch.Ssh.Bench;

/// <summary>A device that answers one command with very much.</summary>
internal sealed class ShowTech(int megabytes, int chunk)
{
    private const string Prompt = "core-router-1#";
    private static readonly byte[] Text = Make();

    public async Task PlayAsync(PipeReader input, PipeWriter output)
    {
        await output.WriteAsync(Encoding.ASCII.GetBytes("\r\n" + Prompt));
        using var reader = new StreamReader(input.AsStream());
        while (await reader.ReadLineAsync() is { } line && line != "exit")
        {
            await output.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
            if (line == "show tech")
            {
                await SayAsync(output);
            }

            await output.WriteAsync(Encoding.ASCII.GetBytes(Prompt));
        }

        await output.CompleteAsync();
    }

    private async Task SayAsync(PipeWriter output)
    {
        var left = megabytes * 1_000_000L;
        for (var at = 0; left > 0;)
        {
            var size = (int)Math.Min(left, Math.Min(chunk, Text.Length - at));
            await output.WriteAsync(Text.AsMemory(at, size));
            at = (at + size) % Text.Length;
            left -= size;
        }

        await output.WriteAsync("\r\n"u8.ToArray());
    }

    private static byte[] Make()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 1_000_000; i++)
        {
            text.Append($"GigabitEthernet0/{i % 48} is up, line protocol is up # of {i} packets > {i * 7}\r\n  Hardware is iGbE, "
                + $"address is 5254.00{i % 90 + 10}.0001\r\n");
            text.Append(i % 50 == 0 ? "core-router-2# is what the description says\r\n!\r\n" : "");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
