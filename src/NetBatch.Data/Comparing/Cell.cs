using System.Globalization;
using System.Numerics;
using System.Text;

namespace NetBatch.Data.Comparing;

/// <summary>What a value is, apart from how any database writes it.</summary>
internal enum CellKind : byte
{
    Null,
    Switch,
    /// <summary>An exact number of any size.</summary>
    Number,
    /// <summary>A floating number of 32 bits.</summary>
    Single,
    /// <summary>A floating number of 64 bits.</summary>
    Real,
    Date,
    /// <summary>A day and time of day without a zone.</summary>
    Local,
    /// <summary>A point in time.</summary>
    Instant,
    /// <summary>A time of day, or a span of them.</summary>
    Clock,
    /// <summary>A time of day with its offset.</summary>
    ClockZone,
    Uuid,
    Text,
    /// <summary>A text whose bytes are no UTF-8.</summary>
    BrokenText,
    Bytes,
    /// <summary>JSON, in one canonical writing.</summary>
    Json,
    /// <summary>A value of a type that has a text form only.</summary>
    Opaque,
}

/// <summary>
/// A value of which nothing is lost: whole numbers and decimals of any size are exact, floating numbers keep their bits,
/// texts and bytes every byte, times their nanoseconds, and NULL is no empty text.
/// </summary>
internal readonly struct Cell : IEquatable<Cell>
{
    private readonly long first;
    private readonly long second;
    private readonly object? held;

    private Cell(CellKind kind, long first = 0, long second = 0, object? held = null) =>
        (Kind, this.first, this.second, this.held) = (kind, first, second, held);

    public CellKind Kind { get; }

    public bool IsNull => Kind == CellKind.Null;

    public static Cell Switch(bool value) => new(CellKind.Switch, value ? 1 : 0);

    public static Cell Whole(long value) => new(CellKind.Number, value);

    /// <summary>The number <paramref name="unscaled"/> / 10^<paramref name="scale"/>; zeros at its end are no part of it.</summary>
    public static Cell Exact(BigInteger unscaled, int scale)
    {
        while (scale > 0 && (unscaled % 10).IsZero)
        {
            (unscaled, scale) = (unscaled / 10, scale - 1);
        }

        return unscaled >= long.MinValue && unscaled <= long.MaxValue ? new(CellKind.Number, (long)unscaled, scale)
            : new(CellKind.Number, 0, scale, unscaled);
    }

    /// <summary>As <see cref="Exact(BigInteger, int)"/>, for numbers of 18 digits.</summary>
    public static Cell Exact(long unscaled, int scale)
    {
        while (scale > 0 && unscaled % 10 == 0)
        {
            (unscaled, scale) = (unscaled / 10, scale - 1);
        }

        return new(CellKind.Number, unscaled, scale);
    }

    public static Cell Real(double value) => new(CellKind.Real, BitConverter.DoubleToInt64Bits(Plain(value)));

    public static Cell Single(float value) => new(CellKind.Single, BitConverter.DoubleToInt64Bits(Plain(value)));

    /// <param name="days">Days since 1970-01-01; the least and the greatest number stand for the infinities.</param>
    public static Cell Date(long days) => new(CellKind.Date, days);

    /// <param name="days">As those of <see cref="Date(long)"/>.</param>
    /// <param name="nanoseconds">Of the day.</param>
    public static Cell Local(long days, long nanoseconds) => new(CellKind.Local, days, nanoseconds);

    /// <param name="days">As those of <see cref="Date(long)"/>, in UTC.</param>
    /// <param name="nanoseconds">Of the day.</param>
    public static Cell Instant(long days, long nanoseconds) => new(CellKind.Instant, days, nanoseconds);

    public static Cell Clock(long nanoseconds) => new(CellKind.Clock, nanoseconds);

    public static Cell ClockZone(long nanoseconds, long offsetSeconds) => new(CellKind.ClockZone, nanoseconds, offsetSeconds);

    public static Cell Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(CellKind.Uuid, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
    }

    public static Cell Text(string value) => new(CellKind.Text, held: value);

    public static Cell BrokenText(byte[] value) => new(CellKind.BrokenText, held: value);

    public static Cell Bytes(byte[] value) => new(CellKind.Bytes, held: value);

    /// <param name="canonical">As <see cref="JsonForm"/> writes it.</param>
    public static Cell Json(string canonical) => new(CellKind.Json, held: canonical);

    public static Cell Opaque(string value) => new(CellKind.Opaque, held: value);

    /// <summary>The text of a text, a JSON or an opaque value.</summary>
    public string AsText => (string)held!;

    public byte[] AsBytes => (byte[])held!;

    public bool AsSwitch => first != 0;

    public double AsReal => BitConverter.Int64BitsToDouble(first);

    public long Days => first;

    public long Nanoseconds => Kind is CellKind.Clock or CellKind.ClockZone ? first : second;

    public long OffsetSeconds => second;

    public BigInteger Unscaled => held is BigInteger big ? big : first;

    public int Scale => (int)second;

    /// <summary>Whether a number is whole and has at most 64 bits.</summary>
    public bool IsLong => Kind == CellKind.Number && held is null && second == 0;

    public long AsLong => first;

    /// <summary>A text without the blanks at its end; anything else as it is.</summary>
    public Cell WithoutBlanks => Kind == CellKind.Text && AsText.EndsWith(' ') ? Text(AsText.TrimEnd(' ')) : this;

    public Guid AsUuid
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, first);
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], second);
            return new Guid(bytes, bigEndian: true);
        }
    }

    public bool Equals(Cell other) =>
        Kind == other.Kind && first == other.first && second == other.second
        && (held, other.held) switch
        {
            (null, null) => true,
            (string one, string two) => string.Equals(one, two, StringComparison.Ordinal),
            (byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two),
            var (one, two) => Equals(one, two),
        };

    public override bool Equals(object? obj) => obj is Cell other && Equals(other);

    public override int GetHashCode() =>
        HashCode.Combine(Kind, first, second, held is byte[] bytes ? bytes.Length : held?.GetHashCode() ?? 0);

    /// <summary>The value as people read it; NULL for none.</summary>
    public override string ToString() => Kind switch
    {
        CellKind.Null => "NULL",
        CellKind.Switch => AsSwitch ? "true" : "false",
        CellKind.Number => ExactText.Write(Unscaled, Scale),
        CellKind.Single => ((float)AsReal).ToString("R", CultureInfo.InvariantCulture),
        CellKind.Real => AsReal.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Date => IsoTime.Day(first),
        CellKind.Local => IsoTime.DayAndTime(first, second),
        CellKind.Instant => first is long.MinValue or long.MaxValue ? IsoTime.Day(first) : IsoTime.DayAndTime(first, second) + "Z",
        CellKind.Clock => IsoTime.TimeOfDay(first),
        CellKind.ClockZone => IsoTime.TimeOfDay(first) + IsoTime.Offset(second),
        CellKind.Uuid => AsUuid.ToString("D"),
        CellKind.BrokenText => $"{Encoding.UTF8.GetString(AsBytes)} (no UTF-8: 0x{Convert.ToHexString(AsBytes)})",
        CellKind.Bytes => $"0x{Convert.ToHexString(AsBytes)}",
        _ => AsText,
    };

    // There is one zero and one that is no number: their other bit patterns are no other values.
    private static double Plain(double value) => value == 0 ? 0 : double.IsNaN(value) ? double.NaN : value;
}
