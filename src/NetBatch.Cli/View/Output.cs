using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace NetBatch.Cli.View;

/// <summary>How objects are printed: a table for people, JSON lines for machines.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        // Databases keep numbers that are none, and JSON has no words for them.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An object on a line. What a terminal would obey is escaped as JSON does it.</summary>
    public static void Line(object value) =>
        ConsoleStreams.Drawing.WriteLine(SafeText.InJson(JsonSerializer.Serialize(value, value.GetType(), Json)));

    /// <summary>A table as wide as it needs to be where output is not a terminal, so that no name is cut in a log.</summary>
    public static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            // What people copy into the next command stays in one piece, however narrow the terminal is.
            table.AddColumn(new TableColumn(Markup.Escape(Safe(column))) { NoWrap = column is "Id" or "Job" or "State" or "Done" });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(Safe(cell)))]);
        }

        Terminal.Write(table);
    }

    public static IAnsiConsole Terminal { get; } = Create();

    /// <summary>A file for what devices said, for its user alone (0600) where it is new: nothing is taken out of it.</summary>
    public static FileStream File(FileInfo file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read,
            BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file.FullName, options);
    }

    public static string Time(TimeSpan? time) => time switch
    {
        null => "",
        { TotalHours: >= 1 } long_ => $"{(int)long_.TotalHours}:{long_:mm\\:ss}",
        { TotalSeconds: >= 10 } some => some.ToString(@"m\:ss", null),
        { } little => $"{little.TotalSeconds:0.0} s",
    };

    /// <summary>A moment in this machine's time.</summary>
    public static string Moment(DateTimeOffset? at) => at is { } time ? $"{time.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : "";

    /// <summary>A size as people read it.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{bytes / (double)(1L << 30):0.0} GiB",
        >= 1L << 20 => $"{bytes / (double)(1L << 20):0.0} MiB",
        _ => $"{bytes / 1024.0:0} KiB",
    };

    /// <summary>Text of a device as it may stand on a terminal: control characters made visible, so that no device moves the
    /// cursor.</summary>
    public static string Safe(string text) => SafeText.Of(text);

    private static IAnsiConsole Create() => AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new DrawingOutput() });
}
