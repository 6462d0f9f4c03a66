namespace NetBatch.Inventory.Fields;

/// <summary>One named value of a device, as a source gives it.</summary>
/// <param name="Name">The column's or key's name, as written.</param>
/// <param name="Value">Text, a number, a list, a map, or null.</param>
/// <param name="Line">Line in the source, from 1, or null.</param>
/// <param name="Source">The file, where it is another one than the inventory itself.</param>
internal sealed record Field(string Name, object? Value, int? Line, string? Source = null);

/// <summary>The fields of one device.</summary>
/// <param name="Line">Line where the device begins, from 1, or null.</param>
/// <param name="Fields">The fields in the source's order.</param>
/// <param name="Broken">Whether something is wrong with it that has been told already.</param>
internal sealed record FieldRow(int? Line, IReadOnlyList<Field> Fields, bool Broken = false);
