namespace NetBatch.Inventory.Fields;

/// <summary>What a field says about a device.</summary>
internal enum FieldKind
{
    /// <summary>Any other column: a label under its own name.</summary>
    Label,
    Name,
    /// <summary>A word that some sources use for the name and some for the address (hostname, host, fqdn).</summary>
    HostLike,
    Id,
    Address,
    Port,
    Platform,
    User,
    KeyFile,
    Credential,
    EnableCredential,
    OneTimeCode,
    Jump,
    JumpCredential,
    SshOptions,
    SshArguments,
    Legacy,
    Channel,
    Transport,
    Encoding,
    Context,
    Tags,
    /// <summary>A map of labels (or NetBox's custom fields), each an own label.</summary>
    LabelMap,
    /// <summary>A password or the like, which never stands in an inventory.</summary>
    Secret,
    /// <summary>Computed from other fields, or added by PowerShell remoting: says nothing.</summary>
    Ignored,
}
