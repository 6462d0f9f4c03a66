using System.Text;

namespace NetBatch.Lab.Cli;

/// <summary>
/// One session on a simulated device as a pure state machine: bytes in, actions out, no clock of its own, no IO.
/// It owns line, pager and open question; the shell owns the commands.
/// </summary>
internal sealed class CliSession
{
    private readonly SimDevice device;
    private readonly Shell shell;
    private readonly SessionRequest request;
    private readonly SessionRecord record;
    private readonly LineEditor editor;
    private readonly SessionOutput output;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private Pager? pager;
    private Question? question;
    private bool executing;
    private string line = "";
    private int? closing;
    private bool lastWasReturn;
    private int escape;

    public CliSession(SimDevice device, Shell shell, SessionRequest request, SessionRecord record)
    {
        this.device = device;
        this.shell = shell;
        this.request = request;
        this.record = record;
        output = new SessionOutput(request.Terminal);
        editor = new LineEditor(text => Write(text)) { Width = request.Columns, LongLines = shell.LongLines };
        PageLength = request.Terminal ? (request.Rows > 0 ? request.Rows : 24) : 0;
        shell.Session = this;
    }

    /// <summary>Lines of a page, 0: no paging.</summary>
    public int PageLength { get; set; }

    /// <summary>The line in hand, as it was typed.</summary>
    public string CurrentLine => line;

    /// <summary>Width of the terminal, 0: endless.</summary>
    public int Width { set => editor.Width = value; }

    /// <summary>Begins: greeting and first prompt, or the command of the exec channel.</summary>
    public void Start()
    {
        if (device.Strikes(LabFaultKind.SessionLimit, out var limit)
            && device.Counters.CurrentSessions > (int.TryParse(limit.Value, out var most) ? most : 0))
        {
            Write(shell.SessionLimitText);
            Close(1);
            return;
        }

        if (device.Strikes(LabFaultKind.SlowLogin, out var slow))
        {
            Act(new SimAction(SimActionKind.Delay, Delay: slow.Duration));
        }

        if (device.Strikes(LabFaultKind.Hang, out _, fault => fault.Value is null))
        {
            Act(new SimAction(SimActionKind.Hang));
            return;
        }

        if (device.Strikes(LabFaultKind.PasswordExpired, out _))
        {
            Ask(shell.PasswordExpiredText, secret: true, _ =>
            {
                Write("% Password change is not permitted in this session\n");
                Close(1);
            });
            return;
        }

        if (request.Command is { } command)
        {
            Run(command, () => shell.ExecuteChannel(command));
            return;
        }

        Write(shell.Greeting);
        WritePrompt();
    }

    /// <summary>Takes what the client sent.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        // A character of several bytes may arrive in pieces: the decoder keeps its beginning.
        var signs = new char[bytes.Length + 1];
        var count = decoder.GetChars(bytes, signs, flush: false);
        for (var i = 0; i < count && !output.Closed; i++)
        {
            Key(signs[i]);
        }
    }

    /// <summary>The client will send no more.</summary>
    public void EndInput()
    {
        if (!output.Closed && request.Command is null)
        {
            Close();
        }
    }

    /// <summary>The actions that are due.</summary>
    public IEnumerable<SimAction> Drain() => output.Drain();

    /// <summary>Sends text; line ends become those of a terminal, where there is one.</summary>
    public void Write(string text) => output.Write(text);

    /// <summary>Sends error output.</summary>
    public void WriteError(string text) => output.WriteError(text);

    /// <summary>Sends an output, page by page where paging is on.</summary>
    public void Page(string text)
    {
        text = CommandFaults.Shown(device, line, text);
        if (text.Length > 0 && text[^1] != '\n')
        {
            text += "\n";
        }

        if (PageLength == 0 || text.Length == 0 || request.Command is not null)
        {
            Write(text);
            return;
        }

        var pager = new Pager(text[..^1].Split('\n'), shell.PagerStyle, PageLength);
        Write(pager.Start());
        this.pager = pager.Done ? null : pager;
    }

    /// <summary>Asks; the next line (or key) goes to the answer and not to the shell.</summary>
    public void Ask(string text, bool secret, Action<string> answer, bool singleKey = false)
    {
        Write(text);
        question = new Question(answer, secret, singleKey);
        editor.Begin(text.Length);
        editor.Echo = !secret;
    }

    /// <summary>Takes text without a prompt between its lines, until the shell stops it.</summary>
    public void Gather(Func<string, bool> line) =>
        Ask("", secret: false, text =>
        {
            if (line(text))
            {
                Gather(line);
            }
        });

    /// <summary>Waits before what follows.</summary>
    public void Pause(TimeSpan time) => Act(new SimAction(SimActionKind.Delay, Delay: time));

    /// <summary>Ends the session; while a command runs, behind its output.</summary>
    public void Close(int status = 0)
    {
        if (executing)
        {
            closing = status;
            return;
        }

        Act(new SimAction(SimActionKind.Exit, Status: status));
        output.Closed = true;
    }

    /// <summary>The session is over, whoever ended it.</summary>
    public void Closed()
    {
        output.Closed = true;
        shell.Closed();
    }

    private void Key(char key)
    {
        if (pager is not null)
        {
            Write(pager.Key(key));
            if (pager.Done)
            {
                pager = null;
                WritePrompt();
            }

            return;
        }

        var afterReturn = lastWasReturn;
        lastWasReturn = key == '\r';
        if (escape > 0 || key == '\x1b')
        {
            // ESC [ ... letter: cursor keys and terminal reports are taken and not used.
            escape = key == '\x1b' ? 1 : escape == 1 && key == '[' ? 2 : escape == 2 && !char.IsAsciiLetter(key) ? 2 : 0;
            return;
        }

        if (question is { SingleKey: true })
        {
            Write(key is '\r' or '\n' ? "\n" : $"{key}\n");
            Answer(key is '\r' or '\n' ? "" : key.ToString());
            return;
        }

        switch (key)
        {
            case '\n' when afterReturn:
                break;
            case '\r' or '\n':
                Write("\n");
                Line(editor.Text);
                break;
            case '\b' or '\x7f':
                editor.Erase();
                break;
            case '\x15':
                editor.EraseAll();
                break;
            case '\x03' or '\x04' or '\x1a':
                Interrupt(key);
                break;
            case '?' when question is null && shell.Help(editor.Text) is { } words:
                ShowHelp(words);
                break;
            case >= ' ':
                editor.Add(key);
                break;
        }
    }

    private void Line(string text)
    {
        if (question is not null)
        {
            record.Add(question.Secret ? ReceivedKind.Secret : shell.InConfig ? ReceivedKind.Config : ReceivedKind.Answer,
                question.Secret ? "" : text);
            Answer(text);
            return;
        }

        Run(text, () => shell.Execute(text));
    }

    private void Answer(string text)
    {
        var question = this.question!;
        this.question = null;
        editor.Echo = true;
        question.Answer(text);
        PromptIfDue();
    }

    private void Run(string line, Action execute)
    {
        this.line = line;
        var blank = string.IsNullOrWhiteSpace(line);
        if (!blank)
        {
            record.Add(shell.InConfig ? ReceivedKind.Config : ReceivedKind.Command, line.Trim());
            var fault = CommandFaults.Before(device, line);
            if (fault is not null)
            {
                Act(fault.Value);
                if (fault.Value.Kind == SimActionKind.Hang)
                {
                    return;
                }
            }
        }

        if (shell.InConfig && device.Strikes(LabFaultKind.RejectLine, out _,
            reject => line.Contains(reject.Value!, StringComparison.OrdinalIgnoreCase)))
        {
            Write(shell.RejectText(line));
        }
        else
        {
            output.Flush();
            executing = true;
            execute();
            executing = false;
            if (!blank)
            {
                CommandFaults.After(device, line, output.Pending, Cut);
            }

            if (closing is { } status)
            {
                Close(status);
            }
        }

        PromptIfDue();
    }

    private void Cut()
    {
        Act(new SimAction(SimActionKind.Cut));
        output.Closed = true;
    }

    private void PromptIfDue()
    {
        if (!output.Closed && pager is null && question is null)
        {
            WritePrompt();
        }
    }

    private void WritePrompt()
    {
        var prompt = device.Strikes(LabFaultKind.WrongPrompt, out var wrong) ? wrong.Value ?? "??? " : shell.Prompt;
        Write(prompt);
        editor.Begin(prompt.Length - (prompt.LastIndexOf('\n') + 1));
    }

    private void Interrupt(char key)
    {
        if (question is not null)
        {
            Write("\n");
            question = null;
            editor.Echo = true;
            WritePrompt();
        }
        else if (shell.Control(key))
        {
            Write(key == '\x1a' ? "^Z\n" : "^C\n");
            PromptIfDue();
        }
    }

    private void ShowHelp(IReadOnlyList<string> words)
    {
        var text = editor.Text;
        Write("?\n" + (words.Count == 0 ? "% Unrecognized command\n" : string.Concat(words.Select(word => $"  {word}\n"))) + "\n");
        WritePrompt();
        foreach (var sign in text)
        {
            editor.Add(sign);
        }
    }

    private void Act(SimAction action) => output.Act(action);

    private sealed record Question(Action<string> Answer, bool Secret, bool SingleKey);
}
