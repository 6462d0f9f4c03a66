namespace NetBatch.Ssh.Shell;

/// <summary>Tells by the prompts whether a line that opens a section has entered it.</summary>
internal sealed class SectionWatch
{
    private string? top;
    private string? before;

    /// <summary>Keeps the prompt of config mode outside of every section.</summary>
    public void Begin(PromptMatch prompt, string host) => top = Shape(prompt, host);

    /// <summary>Keeps the prompt at which a line is sent.</summary>
    public void Before(PromptMatch? prompt, string host)
    {
        before = prompt is null ? null : Shape(prompt, host);
        top ??= before;
    }

    /// <summary>Why the line that was sent is not known to have entered its section, or null: it has.</summary>
    public string? Problem(Reply reply, string host)
    {
        // Where a line above the prompt tells the place, the prompt itself says nothing.
        var now = Shape(reply.Prompt, host);
        if (reply.Prompt.Mode.Above is not null)
        {
            return null;
        }

        return now == top ? $"the prompt is still '{CommandText.Quote(reply.Prompt.Text)}'" + Words(reply)
            : now == before && reply.Said is not null ? $"the prompt is still '{CommandText.Quote(reply.Prompt.Text)}'" + Words(reply)
            : null;
    }

    private static string Words(Reply reply) => reply.Said is { } said ? $" and the device says '{CommandText.Quote(said)}'" : "";

    /// <summary>The prompt without the host's name, which a line may change, and without marks of unsaved changes.</summary>
    private static string Shape(PromptMatch prompt, string host)
    {
        var name = prompt.Host.StartsWith(host, StringComparison.Ordinal) ? host : prompt.Host;
        var text = name.Length == 0 ? prompt.Text : prompt.Text.Replace(name, "", StringComparison.Ordinal);
        return string.Concat(text.Where(c => c is not ('*' or '~' or '!')));
    }
}
