namespace NetBatch.Ssh.Transport;

/// <summary>
/// Closes the gap that a parent-death signal leaves: a parent that ends after the child was started but before setpriv
/// has asked for the signal would never be missed. So, with the signal asked for, each child looks whether its
/// parent is still there, and ends if not. A shell's built-ins do this in under a millisecond.
/// </summary>
internal static class GuardScript
{
    /// <summary>Says that the parent must be in the child's own session, instead of giving the parent's process id.</summary>
    public const string SameSession = "-";

    /// <summary>Ends the script unless its parent, whose session is field 6 of /proc/PID/stat, is in the same session.</summary>
    public const string CheckSession =
        """
        session() { read -r line <"/proc/$1/stat" || exit 1; set -- ${line##*) }; session=$4; }
        session "$$"; own=$session
        session "$PPID"; [ "$session" = "$own" ] || exit 1
        """;

    /// <summary>A script that takes the parent's id (or <see cref="SameSession"/>) and the command that it then becomes.</summary>
    public static string Write() =>
        $"""
        #!/bin/sh
        # Becomes the given command, if the parent lives.
        if [ "$1" = {SameSession} ]; then
        {CheckSession}
        else
        [ "$PPID" = "$1" ] || exit 1
        fi
        shift
        exec "$@"

        """.ReplaceLineEndings("\n");
}
