namespace NetBatch.Inventory.Fields;

/// <summary>References to secrets; nothing that is written in such a field is ever quoted in a message.</summary>
internal static class CredentialText
{
    /// <summary>
    /// The login's credential. A user name alone means "this user, by the ways the SSH client has itself": its agent, keys
    /// and configuration. That is <see cref="CredentialSource.Agent"/> with the user's name.
    /// </summary>
    public static CredentialReference? Login(FieldBag bag, string? user)
    {
        var credential = bag.Single(FieldKind.Credential) is { } field ? Read(bag, field, field.Value) : null;
        if (bag.Single(FieldKind.KeyFile) is { } keyField && bag.Text(keyField) is { } path)
        {
            if (path.Any(char.IsControl))
            {
                bag.Wrong(keyField, "the path has control characters.", "Write the path of the key file.");
                return null;
            }

            if (bag.Of(FieldKind.Credential).Count > 0 && (credential?.Source != CredentialSource.Key || credential.Name != path))
            {
                bag.Wrong(keyField, "the row names a key file and another credential.", "Keep one of the two.");
                return null;
            }

            credential ??= new CredentialReference(CredentialSource.Key, path);
        }

        if (credential is null)
        {
            return user is null || bag.Of(FieldKind.Credential).Count > 0 ? null
                : new CredentialReference(CredentialSource.Agent, null, user);
        }

        if (user is not null && credential.UserName is not null && user != credential.UserName)
        {
            bag.Wrong(bag.Of(FieldKind.Credential)[0], "the user name in the credential differs from the row's own.",
                "Write it in one place.");
            return null;
        }

        return user is null ? credential : credential with { UserName = user };
    }

    /// <summary>One reference: text, the object itself, or its JSON form (Source, Name, UserName).</summary>
    public static CredentialReference? Read(FieldBag bag, Field field, object? value) => Read(bag, field, value, CredentialReference.Parse);

    /// <summary>Where one-time codes come from, in the same forms; <c>prompt</c> too.</summary>
    public static CredentialReference? ReadOneTimeCode(FieldBag bag, Field field) =>
        Read(bag, field, field.Value, CredentialReference.ParseOneTimeCode);

    private static CredentialReference? Read(FieldBag bag, Field field, object? value, Func<string, CredentialReference> parse)
    {
        try
        {
            var text = value is CredentialReference given ? given.ToString()
                : Values.Map(value) is { } map ? FromMap(map) : Values.Text(value) ?? "";
            return Checked(parse(text));
        }
        catch (NetBatchException refused)
        {
            var message = refused.Message.TrimEnd('.');
            bag.Wrong(field, $"{char.ToLowerInvariant(message[0])}{message[1..]}.",
                refused.Remedy ?? "Write env:NAME, vault:NAME, key:PATH or agent.");
            return null;
        }
    }

    private static string FromMap(IReadOnlyList<KeyValuePair<string, object?>> map)
    {
        var source = Values.Text(Values.Entry(map, "source"))?.ToLowerInvariant();
        var name = Values.Text(Values.Entry(map, "name"));
        var user = Values.Text(Values.Entry(map, "username"));
        // ConvertTo-Json writes the source as its number.
        source = int.TryParse(source, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var number) && Enum.IsDefined((CredentialSource)number)
            ? ((CredentialSource)number).ToString().ToLowerInvariant()
            : source;
        source = source == "environment" ? "env" : source;
        return (user is null ? "" : user + "@") + (source == "agent" ? source : $"{source}:{name}");
    }

    private static CredentialReference Checked(CredentialReference credential)
    {
        if ((credential.UserName is { } user && HostText.UserFault(user) is not null) || credential.Name?.Any(char.IsControl) == true)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "The credential has characters that cannot stand in one.",
                "Write env:NAME, vault:NAME, key:PATH or agent, with user@ in front where the login name is not known otherwise.");
        }

        return credential;
    }
}
