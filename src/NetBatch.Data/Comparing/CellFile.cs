using System.Numerics;
using System.Text;

namespace NetBatch.Data.Comparing;

/// <summary>Values in a file of this process's own, byte for byte what they were.</summary>
internal static class CellFile
{
    public static void Write(BinaryWriter file, ReadOnlySpan<Cell> cells)
    {
        foreach (var cell in cells)
        {
            file.Write((byte)cell.Kind);
            switch (cell.Kind)
            {
                case CellKind.Null:
                    break;
                case CellKind.Switch:
                    file.Write(cell.AsSwitch);
                    break;
                case CellKind.Number:
                    Write(file, cell.Unscaled.ToByteArray());
                    file.Write(cell.Scale);
                    break;
                case CellKind.Single or CellKind.Real:
                    file.Write(cell.AsReal);
                    break;
                case CellKind.Clock or CellKind.ClockZone:
                    file.Write(cell.Nanoseconds);
                    file.Write(cell.OffsetSeconds);
                    break;
                case CellKind.Date or CellKind.Local or CellKind.Instant:
                    file.Write(cell.Days);
                    file.Write(cell.Nanoseconds);
                    break;
                case CellKind.Uuid:
                    Write(file, cell.AsUuid.ToByteArray(bigEndian: true));
                    break;
                case CellKind.BrokenText or CellKind.Bytes:
                    Write(file, cell.AsBytes);
                    break;
                default:
                    Write(file, Encoding.Unicode.GetBytes(cell.AsText));
                    break;
            }
        }
    }

    public static Cell[] Read(BinaryReader file, int count)
    {
        var cells = new Cell[count];
        for (var index = 0; index < count; index++)
        {
            cells[index] = Read(file);
        }

        return cells;
    }

    private static Cell Read(BinaryReader file)
    {
        var kind = (CellKind)file.ReadByte();
        return kind switch
        {
            CellKind.Null => default,
            CellKind.Switch => Cell.Switch(file.ReadBoolean()),
            CellKind.Number => Cell.Exact(new BigInteger(Bytes(file)), file.ReadInt32()),
            CellKind.Single => Cell.Single((float)file.ReadDouble()),
            CellKind.Real => Cell.Real(file.ReadDouble()),
            CellKind.Date => Date(file),
            CellKind.Local => Cell.Local(file.ReadInt64(), file.ReadInt64()),
            CellKind.Instant => Cell.Instant(file.ReadInt64(), file.ReadInt64()),
            CellKind.Clock => Clock(file),
            CellKind.ClockZone => Cell.ClockZone(file.ReadInt64(), file.ReadInt64()),
            CellKind.Uuid => Cell.Uuid(new Guid(Bytes(file), bigEndian: true)),
            CellKind.BrokenText => Cell.BrokenText(Bytes(file)),
            CellKind.Bytes => Cell.Bytes(Bytes(file)),
            CellKind.Json => Cell.Json(Text(file)),
            CellKind.Opaque => Cell.Opaque(Text(file)),
            _ => Cell.Text(Text(file)),
        };
    }

    private static Cell Date(BinaryReader file)
    {
        var days = file.ReadInt64();
        file.ReadInt64();
        return Cell.Date(days);
    }

    private static Cell Clock(BinaryReader file)
    {
        var nanoseconds = file.ReadInt64();
        file.ReadInt64();
        return Cell.Clock(nanoseconds);
    }

    private static void Write(BinaryWriter file, byte[] bytes)
    {
        file.Write7BitEncodedInt(bytes.Length);
        file.Write(bytes);
    }

    private static byte[] Bytes(BinaryReader file) => file.ReadBytes(file.Read7BitEncodedInt());

    private static string Text(BinaryReader file) => Encoding.Unicode.GetString(Bytes(file));
}
