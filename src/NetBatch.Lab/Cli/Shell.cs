using System.Text;

namespace NetBatch.Lab.Cli;

/// <summary>The command line of a platform in one session. It is told of lines and answers through the session.</summary>
internal abstract class Shell(SimDevice device, SessionRequest request)
{
    private string? filter;

    protected SimDevice Device { get; } = device;

    public SessionRequest Request { get; } = request;

    /// <summary>The session; set before the shell is used.</summary>
    public CliSession Session { get; set; } = null!;

    /// <summary>What is shown between login and first prompt.</summary>
    public abstract string Greeting { get; }

    /// <summary>The prompt as of now, with the lines that stand before it.</summary>
    public abstract string Prompt { get; }

    /// <summary>The look of the pager.</summary>
    public abstract PagerStyle PagerStyle { get; }

    /// <summary>What happens at the right margin.</summary>
    public virtual LongLines LongLines => LongLines.Scroll;

    /// <summary>Whether the next line is part of a configuration: such lines are recorded as config.</summary>
    public abstract bool InConfig { get; }

    /// <summary>The text for a login that is one too many.</summary>
    public virtual string SessionLimitText => "% CLI session limit reached: maximum number of sessions in use\n";

    /// <summary>The question of a login with an expired password.</summary>
    public virtual string PasswordExpiredText => "Your password has expired.\nChange now? [Y/N]: ";

    /// <summary>What a rejected config line is answered with.</summary>
    public abstract string RejectText(string line);

    /// <summary>Does a line.</summary>
    public abstract void Execute(string line);

    /// <summary>Does the command of an exec channel, and ends the session.</summary>
    public virtual void ExecuteChannel(string command)
    {
        Session.PageLength = 0;
        Execute(command);
        Session.Close();
    }

    /// <summary>Ctrl+Z, Ctrl+C and Ctrl+D; true: a new prompt is due.</summary>
    public virtual bool Control(char key) => key == '\x03';

    /// <summary>The session has ended, however: locks are given back.</summary>
    public virtual void Closed()
    {
    }

    /// <summary>The words that <c>?</c> lists for a line, or null where <c>?</c> is an ordinary character.</summary>
    public virtual IReadOnlyList<string>? Help(string line) => null;

    /// <summary>Takes the pipe off a command and remembers it for <see cref="Show"/>.</summary>
    protected string TakePipe(string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        filter = bar < 0 ? null : line[(bar + 3)..].Trim();
        return bar < 0 ? line : line[..bar];
    }

    /// <summary>What stands behind the pipe of the command in hand.</summary>
    protected string? Pipe => filter;

    /// <summary>Shows an output through pipe and pager. The device's own files win over the built-in text.</summary>
    protected void Show(string text) => Session.Page(OutputFilter.Apply(text, filter));

    /// <summary>The output that was given for a command, if any, shown.</summary>
    protected bool ShowGiven(string command)
    {
        if (Device.GivenOutput(command) is not { } text)
        {
            return false;
        }

        Show(text);
        return true;
    }

    /// <summary>Lines of a list.</summary>
    protected static string Lines(IEnumerable<string> lines) =>
        lines.Aggregate(new StringBuilder(), (text, line) => text.Append(line).Append('\n')).ToString();
}
