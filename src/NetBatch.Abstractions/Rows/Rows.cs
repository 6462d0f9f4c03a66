using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>What the rows of a step look like: a name for the view and the columns, in order.</summary>
/// <param name="View">Names the sort of rows, such as <c>cisco_ios_show_ip_ospf_neighbor</c> or a workflow's name.</param>
/// <param name="Columns">The columns; names differ whatever the case.</param>
/// <param name="Keys">Names of the columns that together tell rows apart, such as a neighbour's id; null where that is not known.</param>
public sealed record RowSet(string View, IReadOnlyList<RowColumn> Columns, IReadOnlyList<string>? Keys = null);

/// <summary>One column of rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are; any value may be null.</param>
public sealed record RowColumn(string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<RowType>))] RowType Type = RowType.Text);

/// <summary>What the values of a column are.</summary>
public enum RowType
{
    /// <summary><see cref="string"/>.</summary>
    Text,
    /// <summary><see cref="long"/>; the number as it is where a column of a database without column types holds one that is not
    /// whole.</summary>
    WholeNumber,
    /// <summary><see cref="decimal"/> where it fits without loss, else <see cref="double"/>.</summary>
    Number,
    /// <summary><see cref="bool"/>.</summary>
    Switch,
    /// <summary><see cref="DateTimeOffset"/>; the database's own text where it has none, such as <c>infinity</c>.</summary>
    Time,
    /// <summary>An array of strings.</summary>
    TextList,
    /// <summary>An array of strings, each a JSON object: what a list of a template gathers by named groups.</summary>
    ObjectList,
    /// <summary>An array of bytes.</summary>
    Bytes,
}

/// <summary>A piece of a step's rows, as they are kept.</summary>
public sealed record RowChunk
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The batch, from 1.</summary>
    public int Batch { get; init; }

    /// <summary>The target's name.</summary>
    public required string Name { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The step's place in the work, from 1.</summary>
    public int Step { get; init; }

    /// <summary>The step's command; empty while the step has not ended.</summary>
    public string Command { get; init; } = "";

    /// <summary>The id that the target had in the inventory; its name where it had none.</summary>
    public string TargetId { get; init; } = "";

    /// <summary>What they look like.</summary>
    public required RowSet Set { get; init; }

    /// <summary>How many rows the piece has.</summary>
    public int Count { get; init; }

    /// <summary>The rows in the form of <see cref="RowCodec"/>.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The rows, decoded one by one; each an array of its own, in the order of the columns.</summary>
    public IEnumerable<object?[]> Rows() => RowCodec.Read(Set, Content);
}
