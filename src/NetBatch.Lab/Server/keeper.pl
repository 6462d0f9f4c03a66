#!/usr/bin/perl
# Starts the lab's sshd processes and cleans up after the lab, however the lab ended: its standard input is a pipe from
# the lab, and the end of that pipe is the signal. Arguments: the lab's folder, its mark in /etc/passwd, its user names.
use strict;
my ($folder, $mark, @users) = @ARGV;
$SIG{$_} = 'IGNORE' for qw(HUP INT TERM PIPE);
setpgrp(0, 0);
$| = 1;
my @servers;
while (my $line = <STDIN>) {
    chomp $line;
    next unless $line =~ /^sshd (\S+) (\S+) (\S+)$/;
    my ($program, $config, $log) = ($1, $2, $3);
    my $pid = fork() // die "fork: $!";
    if (!$pid) {
        $SIG{$_} = 'DEFAULT' for qw(HUP INT TERM PIPE);
        open(STDIN, '<', '/dev/null');
        open(STDOUT, '>', '/dev/null');
        open(STDERR, '>>', $log);
        # -r: sessions are forked, not executed anew, which saves 5 ms of processor time each.
        exec($program, '-D', '-r', '-f', $config, '-E', $log) or exit 127;
    }
    push @servers, $pid;
    print "pid $pid\n";
}

# The lab's sockets are closed now, so sessions end by themselves; what has not within three seconds is ended.
my $tries = 60;
select(undef, undef, undef, 0.05) while $tries-- > 0 && grep { children($_) } @servers;
kill 'KILL', children($_) for @servers;
kill 'TERM', @servers;
waitpid($_, 0) for @servers;
for my $name (@users) {
    my (undef, undef, $uid, undef, undef, undef, $gecos) = getpwnam($name);
    next unless defined $uid && $gecos eq $mark;
    kill 'KILL', grep { (stat "/proc/$_")[4] == $uid } map { m{/(\d+)$} ? $1 : () } glob '/proc/[0-9]*';
    for (1 .. 20) {
        last if system('/usr/sbin/userdel', '-f', $name) == 0 || !defined getpwnam($name);
        select(undef, undef, undef, 0.1);
    }
}
system('rm', '-rf', '--', $folder) if $folder =~ m{/lab_[^/]+$};

sub children {
    my ($parent) = @_;
    my @found;
    for my $stat (glob '/proc/[0-9]*/stat') {
        open(my $file, '<', $stat) or next;
        my $line = <$file> // next;
        push @found, $1 if $line =~ /^(\d+) \(.*\) \S (\d+) /s && $2 == $parent;
    }
    return @found;
}
