using System.Text;

namespace NetBatch.Lab.Cli;

/// <summary>
/// One session on a simulated device as a pure state machine: bytes in, actions out, no clock of its own, no IO.
/// It owns line, pager and open question; the shell owns the commands.
/// </summary>
internal sealed class CliSession
{
    private readonly SimDevice _device;
    private readonly Shell _shell;
    private readonly SessionRequest _request;
    private readonly SessionRecord _record;
    private readonly LineEditor _editor;
    private readonly SessionOutput _output;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private Pager? _pager;
    private Question? _question;
    private bool _executing;
    private string _line = "";
    private int? _closing;
    private bool _lastWasReturn;
    private int _escape;

    public CliSession(SimDevice device, Shell shell, SessionRequest request, SessionRecord record)
    {
        _device = device;
        _shell = shell;
        _request = request;
        _record = record;
        _output = new SessionOutput(request.Terminal);
        _editor = new LineEditor(text => Write(text)) { Width = request.Columns, LongLines = shell.LongLines };
        PageLength = request.Terminal ? (request.Rows > 0 ? request.Rows : 24) : 0;
        shell.Session = this;
    }

    /// <summary>Lines of a page, 0: no paging.</summary>
    public int PageLength { get; set; }

    /// <summary>The line in hand, as it was typed.</summary>
    public string CurrentLine => _line;

    /// <summary>Width of the terminal, 0: endless.</summary>
    public int Width { set => _editor.Width = value; }

    /// <summary>Begins: greeting and first prompt, or the command of the exec channel.</summary>
    public void Start()
    {
        if (_device.Strikes(LabFaultKind.SessionLimit, out var limit) && _device.Counters.CurrentSessions > (int.TryParse(limit.Value, out var most) ? most : 0))
        {
            Write(_shell.SessionLimitText);
            Close(1);
            return;
        }

        if (_device.Strikes(LabFaultKind.SlowLogin, out var slow))
        {
            Act(new SimAction(SimActionKind.Delay, Delay: slow.Duration));
        }

        if (_device.Strikes(LabFaultKind.Hang, out _, fault => fault.Value is null))
        {
            Act(new SimAction(SimActionKind.Hang));
            return;
        }

        if (_device.Strikes(LabFaultKind.PasswordExpired, out _))
        {
            Ask(_shell.PasswordExpiredText, secret: true, _ =>
            {
                Write("% Password change is not permitted in this session\n");
                Close(1);
            });
            return;
        }

        if (_request.Command is { } command)
        {
            Run(command, () => _shell.ExecuteChannel(command));
            return;
        }

        Write(_shell.Greeting);
        WritePrompt();
    }

    /// <summary>Takes what the client sent.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        // A character of several bytes may arrive in pieces: the decoder keeps its beginning.
        var signs = new char[bytes.Length + 1];
        var count = _decoder.GetChars(bytes, signs, flush: false);
        for (var i = 0; i < count && !_output.Closed; i++)
        {
            Key(signs[i]);
        }
    }

    /// <summary>The client will send no more.</summary>
    public void EndInput()
    {
        if (!_output.Closed && _request.Command is null)
        {
            Close();
        }
    }

    /// <summary>The actions that are due.</summary>
    public IEnumerable<SimAction> Drain() => _output.Drain();

    /// <summary>Sends text; line ends become those of a terminal, where there is one.</summary>
    public void Write(string text) => _output.Write(text);

    /// <summary>Sends error output.</summary>
    public void WriteError(string text) => _output.WriteError(text);

    /// <summary>Sends an output, page by page where paging is on.</summary>
    public void Page(string text)
    {
        text = CommandFaults.Shown(_device, _line, text);
        if (text.Length > 0 && text[^1] != '\n')
        {
            text += "\n";
        }

        if (PageLength == 0 || text.Length == 0 || _request.Command is not null)
        {
            Write(text);
            return;
        }

        var pager = new Pager(text[..^1].Split('\n'), _shell.PagerStyle, PageLength);
        Write(pager.Start());
        _pager = pager.Done ? null : pager;
    }

    /// <summary>Asks; the next line (or key) goes to the answer and not to the shell.</summary>
    public void Ask(string text, bool secret, Action<string> answer, bool singleKey = false)
    {
        Write(text);
        _question = new Question(answer, secret, singleKey);
        _editor.Begin(text.Length);
        _editor.Echo = !secret;
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
        if (_executing)
        {
            _closing = status;
            return;
        }

        Act(new SimAction(SimActionKind.Exit, Status: status));
        _output.Closed = true;
    }

    /// <summary>The session is over, whoever ended it.</summary>
    public void Closed()
    {
        _output.Closed = true;
        _shell.Closed();
    }

    private void Key(char key)
    {
        if (_pager is not null)
        {
            Write(_pager.Key(key));
            if (_pager.Done)
            {
                _pager = null;
                WritePrompt();
            }

            return;
        }

        var afterReturn = _lastWasReturn;
        _lastWasReturn = key == '\r';
        if (_escape > 0 || key == '\x1b')
        {
            // ESC [ ... letter: cursor keys and terminal reports are taken and not used.
            _escape = key == '\x1b' ? 1 : _escape == 1 && key == '[' ? 2 : _escape == 2 && !char.IsAsciiLetter(key) ? 2 : 0;
            return;
        }

        if (_question is { SingleKey: true })
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
                Line(_editor.Text);
                break;
            case '\b' or '\x7f':
                _editor.Erase();
                break;
            case '\x15':
                _editor.EraseAll();
                break;
            case '\x03' or '\x04' or '\x1a':
                Interrupt(key);
                break;
            case '?' when _question is null && _shell.Help(_editor.Text) is { } words:
                ShowHelp(words);
                break;
            case >= ' ':
                _editor.Add(key);
                break;
        }
    }

    private void Line(string text)
    {
        if (_question is not null)
        {
            _record.Add(_question.Secret ? ReceivedKind.Secret : _shell.InConfig ? ReceivedKind.Config : ReceivedKind.Answer, _question.Secret ? "" : text);
            Answer(text);
            return;
        }

        Run(text, () => _shell.Execute(text));
    }

    private void Answer(string text)
    {
        var question = _question!;
        _question = null;
        _editor.Echo = true;
        question.Answer(text);
        PromptIfDue();
    }

    private void Run(string line, Action execute)
    {
        _line = line;
        var blank = string.IsNullOrWhiteSpace(line);
        if (!blank)
        {
            _record.Add(_shell.InConfig ? ReceivedKind.Config : ReceivedKind.Command, line.Trim());
            var fault = CommandFaults.Before(_device, line);
            if (fault is not null)
            {
                Act(fault.Value);
                if (fault.Value.Kind == SimActionKind.Hang)
                {
                    return;
                }
            }
        }

        if (_shell.InConfig && _device.Strikes(LabFaultKind.RejectLine, out _, reject => line.Contains(reject.Value!, StringComparison.OrdinalIgnoreCase)))
        {
            Write(_shell.RejectText(line));
        }
        else
        {
            _output.Flush();
            _executing = true;
            execute();
            _executing = false;
            if (!blank)
            {
                CommandFaults.After(_device, line, _output.Pending, Cut);
            }

            if (_closing is { } status)
            {
                Close(status);
            }
        }

        PromptIfDue();
    }

    private void Cut()
    {
        Act(new SimAction(SimActionKind.Cut));
        _output.Closed = true;
    }

    private void PromptIfDue()
    {
        if (!_output.Closed && _pager is null && _question is null)
        {
            WritePrompt();
        }
    }

    private void WritePrompt()
    {
        var prompt = _device.Strikes(LabFaultKind.WrongPrompt, out var wrong) ? wrong.Value ?? "??? " : _shell.Prompt;
        Write(prompt);
        _editor.Begin(prompt.Length - (prompt.LastIndexOf('\n') + 1));
    }

    private void Interrupt(char key)
    {
        if (_question is not null)
        {
            Write("\n");
            _question = null;
            _editor.Echo = true;
            WritePrompt();
        }
        else if (_shell.Control(key))
        {
            Write(key == '\x1a' ? "^Z\n" : "^C\n");
            PromptIfDue();
        }
    }

    private void ShowHelp(IReadOnlyList<string> words)
    {
        var text = _editor.Text;
        Write("?\n" + (words.Count == 0 ? "% Unrecognized command\n" : string.Concat(words.Select(word => $"  {word}\n"))) + "\n");
        WritePrompt();
        foreach (var sign in text)
        {
            _editor.Add(sign);
        }
    }

    private void Act(SimAction action) => _output.Act(action);

    private sealed record Question(Action<string> Answer, bool Secret, bool SingleKey);
}
