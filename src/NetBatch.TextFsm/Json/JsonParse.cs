using System.Buffers;
using System.Text.Json;

namespace NetBatch.TextFsm.Json;

/// <summary>An output in JSON on its way to the rows that its command's text gives.</summary>
internal sealed class JsonParse(JsonForm form, RowSet set) : IOutputParse
{
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly List<object?[]> rows = [];
    private bool completed;

    public RowSet? Set => set;

    public string? Problem { get; private set; }

    public void Feed(ReadOnlySpan<byte> output)
    {
        if (!completed)
        {
            this.output.Write(output);
        }
    }

    public void Complete()
    {
        if (completed)
        {
            return;
        }

        completed = true;
        // A command without anything to show prints nothing.
        if (output.WrittenSpan.Trim(" \r\n\t"u8).IsEmpty)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(output.WrittenMemory);
            rows.AddRange(form.Read(document.RootElement, set.Columns));
        }
        catch (JsonException wrong)
        {
            Problem = $"The output is no JSON: {wrong.Message}";
        }
    }

    public void Take(ICollection<object?[]> rows)
    {
        this.rows.ForEach(rows.Add);
        this.rows.Clear();
    }
}
