using System.Collections.ObjectModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetBatch.TextFsm.Collections;

/// <summary>Cells as text: what the reference's tables hold, and keys.</summary>
internal static class CellText
{
    /// <summary>
    /// A cell as ntc-templates hands it out: text stays, the elements of a list become text (null becomes "None", a
    /// map becomes what Python prints).
    /// </summary>
    public static object Flatten(object? cell) => cell switch
    {
        string text => text,
        IReadOnlyList<object?> list => list.Select(PythonText.Show).ToArray(),
        _ => PythonText.Show(cell),
    };

    /// <summary>An element of a list with named groups as a JSON object; one that its expression did not match as an object without
    /// members.</summary>
    public static string Json(object? element)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, value) in element as IReadOnlyDictionary<string, string?> ?? ReadOnlyDictionary<string, string?>.Empty)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One text for several cells, equal exactly when all the cells are.</summary>
    public static string KeyOf(IEnumerable<object?> cells) => string.Join('\n', cells.Select(PythonText.Repr));
}
