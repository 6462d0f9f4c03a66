using System.Text;

namespace NetBatch.Lab.Cli;

/// <summary>What a session is about to do: text that is not an action yet, and the actions before it.</summary>
internal sealed class SessionOutput(bool terminal)
{
    private readonly Queue<SimAction> actions = new();

    /// <summary>Text that waits to become an action; a fault may still cut it.</summary>
    public StringBuilder Pending { get; } = new();

    /// <summary>Whether nothing more will be done.</summary>
    public bool Closed { get; set; }

    /// <summary>Sends text; line ends become those of a terminal, where there is one.</summary>
    public void Write(string text)
    {
        if (!Closed)
        {
            Pending.Append(terminal ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text);
        }
    }

    /// <summary>Sends error output, which a terminal does not tell apart.</summary>
    public void WriteError(string text)
    {
        if (terminal)
        {
            Write(text);
        }
        else
        {
            Act(new SimAction(SimActionKind.WriteError, Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>Adds an action behind all that was written.</summary>
    public void Act(SimAction action)
    {
        if (!Closed)
        {
            Flush();
            actions.Enqueue(action);
        }
    }

    /// <summary>Makes an action of the text that waits.</summary>
    public void Flush()
    {
        if (Pending.Length > 0)
        {
            actions.Enqueue(new SimAction(SimActionKind.Write, Encoding.UTF8.GetBytes(Pending.ToString())));
            Pending.Clear();
        }
    }

    /// <summary>Takes the actions that are due.</summary>
    public IEnumerable<SimAction> Drain()
    {
        Flush();
        while (actions.TryDequeue(out var action))
        {
            yield return action;
        }
    }
}
