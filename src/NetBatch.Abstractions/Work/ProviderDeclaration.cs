namespace NetBatch;

/// <summary>A database by the ADO.NET driver of its maker, whose provider factory is loaded from a file.</summary>
/// <param name="Name">What <see cref="DatabaseInstance.Provider"/> calls it.</param>
/// <param name="Assembly">The driver's assembly file; what it needs beside itself lies in the same folder.</param>
/// <param name="Factory">The factory's type, with namespace.</param>
/// <param name="Dialect">How its SQL is written, by the name of the dialect.</param>
/// <param name="UserKey">The key of the user name in its connection string.</param>
/// <param name="PasswordKey">The key of the password.</param>
public sealed record ProviderDeclaration(string Name, string Assembly, string Factory, string Dialect, string UserKey = "User ID",
    string PasswordKey = "Password") : NamedDefinition;
