using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace NetBatch.Store.Sqlite;

/// <summary>What mode 0700 is on Windows: an access list with this user alone, which the files in the folder inherit. Not run there
/// yet.</summary>
[SupportedOSPlatform("windows")]
internal static class OwnerOnlyAccess
{
    /// <summary>Closes a folder that was just made to others; what its parent lets others do no longer holds for it.</summary>
    public static void Close(string folder)
    {
        using var me = WindowsIdentity.GetCurrent();
        var access = new DirectorySecurity();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(new FileSystemAccessRule(
            me.User ?? throw new UnauthorizedAccessException("This process has no user."),
            FileSystemRights.FullControl,
            InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit,
            PropagationFlags.None,
            AccessControlType.Allow));
        new DirectoryInfo(folder).SetAccessControl(access);
    }
}
