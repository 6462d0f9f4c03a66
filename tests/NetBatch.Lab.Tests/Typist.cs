using System.Text;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Platforms;

namespace NetBatch.Lab.Tests;

/// <summary>Types at a simulated device without SSH: lines in, text out.</summary>
internal sealed class Typist
{
    private readonly CliSession _session;

    public Typist(SimDevice device, int privilege = 15, int rows = 24, int columns = 0, string user = "ann", string? exec = null,
        bool terminal = true)
    {
        Device = device;
        _session = Shells.Open(device, new SessionRequest(user, privilege, terminal, columns, rows, exec), 1);
        _session.Start();
        Others = [];
        First = Read();
    }

    public SimDevice Device { get; }

    /// <summary>What stood there after the login.</summary>
    public string First { get; }

    /// <summary>Actions other than writing, in order.</summary>
    public List<SimAction> Others { get; }

    public static SimDevice Router(string platform, LabSpec? spec = null, LabDeviceSpec? described = null, string name = "r1") =>
        new(name, platform, 1, spec ?? new LabSpec(), described);

    /// <summary>Types a line and gives what came, its echo too.</summary>
    public string Line(string text) => Keys(text + "\r");

    /// <summary>Types several lines; gives what came after the last.</summary>
    public string Lines(params string[] lines)
    {
        var last = "";
        foreach (var line in lines)
        {
            last = Line(line);
        }

        return last;
    }

    /// <summary>Types keys as they are.</summary>
    public string Keys(string text)
    {
        _session.Feed(Encoding.UTF8.GetBytes(text));
        return Read();
    }

    /// <summary>The output of a command: without the echo before and the prompt behind it.</summary>
    public string Output(string command)
    {
        var text = Line(command);
        text.ShouldStartWith(command + "\r\n");
        var body = text[(command.Length + 2)..];
        return body[..(body.LastIndexOf('\n') + 1)].Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private string Read()
    {
        var text = new StringBuilder();
        foreach (var action in _session.Drain())
        {
            if (action.Kind is SimActionKind.Write or SimActionKind.WriteError)
            {
                text.Append(Encoding.UTF8.GetString(action.Bytes.Span));
            }
            else
            {
                Others.Add(action);
            }
        }

        return text.ToString();
    }
}
